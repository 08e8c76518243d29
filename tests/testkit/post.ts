// Two admitted authorities at the door of one relay, everybody signed in: where transmissions begin.
import type { LightMyRequestResponse } from 'fastify';
import { fromHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import type { SealedTransmission } from '../../crypto/protocol/seal.ts';
import { type Acknowledgement, encodeAcknowledgement } from '../../crypto/wire/acknowledgement.ts';
import { decodeReceipt, encodeSubmission, MEDIA, type ProvenLeaf, type Submission } from '../../crypto/wire/frames.ts';
import { encodeGestures } from '../../crypto/wire/gesture.ts';
import { type Digest, idOf } from '../../crypto/wire/ids.ts';
import { decodeRegisterLeaf, type RegisterLeaf } from '../../crypto/wire/leaf.ts';
import { signStatement } from '../../crypto/wire/statement.ts';
import type { ConfigFile, RelayConfig } from '../../server/config.ts';
import type { FoundOptions, Person, TestAuthority } from './cast.ts';
import { openDoorOf, type TestDoor } from './door.ts';
import { transmitGesture } from './passkey.ts';
import { type Draft, sealTo } from './transmission.ts';

export type Post = TestDoor & {
  readonly norvania: TestAuthority;
  readonly talassa: TestAuthority;
  /** Founds and admits one more, its administrators signed in. */
  join(name: string, options?: FoundOptions): Promise<TestAuthority>;
  /** Sealed by Norvania for Talassa on the directory as it is now. */
  seal(draft?: Draft, to?: readonly TestAuthority[]): SealedTransmission;
  frame(sealed: SealedTransmission, gestures?: Uint8Array | null, bent?: Partial<Submission>): Uint8Array;
  submit(raw: Uint8Array): Promise<LightMyRequestResponse>;
  /** A gesture of `person` over `subject`, with a nonce that the relay issued to `asker`'s device. */
  gesture(person: Person, subject: Digest, asker?: Person): Promise<Uint8Array>;
  acknowledge(
    by: Person,
    ack: Partial<Acknowledgement> & Pick<Acknowledgement, 'subject'>,
  ): Promise<LightMyRequestResponse>;
};

export const leavesIn = (answer: LightMyRequestResponse): (RegisterLeaf & Pick<ProvenLeaf, 'authority' | 'index'>)[] =>
  decodeReceipt(new Uint8Array(answer.rawPayload)).map(({ authority, index, leaf }) => ({
    authority,
    index,
    ...decodeRegisterLeaf(leaf),
  }));

export const codeOf = (answer: LightMyRequestResponse): string =>
  answer.statusCode < 400 ? String(answer.statusCode) : String((answer.json() as { code: string }).code);

export async function openPost(
  options: FoundOptions = {},
  file: Partial<ConfigFile> = {},
  config?: (made: RelayConfig) => RelayConfig,
): Promise<Post> {
  // A machine that stands still for a second is no overload of the relay: 0 means that nobody measures.
  const calm = (made: RelayConfig): RelayConfig => ({ ...made, limits: { ...made.limits, eventLoopDelayMs: 0 } });
  const door = await openDoorOf(file, (made) => calm(config ? config(made) : made));
  const { relay } = door.app;
  async function join(name: string, founding: FoundOptions = {}): Promise<TestAuthority> {
    const authority = await door.enter(name, founding);
    await relay.directory.admit(authority.id);
    for (const admin of authority.admins) await door.login(admin);
    return authority;
  }
  const norvania = await join('Norvania', options);
  const talassa = await join('Talassa', { jurisdiction: 'QN' });
  const anchor = (): { size: number; root: Digest } => {
    const log = relay.sequencer.log(door.deps.keys.directoryOrigin);
    return { size: log?.range.size ?? 0, root: idOf('digest', log?.root as Uint8Array) };
  };

  return {
    ...door,
    norvania,
    talassa,
    join,
    seal: (draft = {}, to = [talassa]) =>
      sealTo(norvania, to, {
        ...draft,
        core: {
          createdAt: door.clock.at,
          directory: anchor(),
          ...(draft.class === 2 ? { answerBy: door.clock.at + 2 * 3_600_000 } : {}),
          ...draft.core,
        },
      }),
    frame: ({ statement, wraps, body }, gestures = null, bent = {}) =>
      encodeSubmission({ statement, wraps, body, gestures, ...bent }),
    submit: (raw) => door.plain({ method: 'POST', url: '/v1/transmissions', body: raw, media: MEDIA.submission }),
    async gesture(person, subject, asker = person) {
      const asked = await door.as(asker, {
        method: 'POST',
        url: '/v1/session/nonces',
        body: utf8(JSON.stringify({ purpose: 'gesture' })),
      });
      const nonce = fromHex((asked.json() as { nonce: string }).nonce) as Uint8Array;
      return encodeGestures([transmitGesture(person.passkey, subject, nonce)]);
    },
    acknowledge(by, ack) {
      const authority = [norvania, talassa].find((a) => a.roster().devices.has(by.device.kid)) ?? talassa;
      const whole: Acknowledgement = {
        authority: authority.id,
        kind: 1,
        attachments: 0,
        reason: 0,
        createdAt: door.clock.at,
        directory: anchor(),
        ...ack,
      };
      const body = signStatement('ack', encodeAcknowledgement(whole), signerOf(by.device));
      return door.plain({ method: 'POST', url: '/v1/acknowledgements', body, media: MEDIA.statement });
    },
  };
}
