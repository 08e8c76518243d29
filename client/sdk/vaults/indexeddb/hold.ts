// One tab at a time in a vault: a web lock says who has it, and whoever takes it over is heard by the one who had it (docs/spec/browser.md, BRW-7).
import { ClientError } from '../../failure.ts';

/**
 * Takes hold of `name` and resolves to what gives it back. `takeOver`: from whoever has it. `lost` is called when somebody takes it over from here.
 * Throws CLIENT_VAULT_BUSY.
 */
export function takeHold(name: string, takeOver: boolean, lost: () => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    let held = false;
    let given = false;
    const request = navigator.locks.request(name, takeOver ? { steal: true } : { ifAvailable: true }, (lock) => {
      if (!lock) return reject(new ClientError('CLIENT_VAULT_BUSY', 'another tab has this vault open'));
      held = true;
      return new Promise<void>((done) =>
        resolve(() => {
          given = true;
          done();
        }),
      );
    });
    request.catch((cause: unknown) => {
      if (!held) reject(new ClientError('CLIENT_VAULT_BUSY', 'the vault could not be held', { cause }));
      else if (!given) lost();
    });
  });
}
