// A sign-in that ended while somebody was at work: nobody is asked for a passkey out of the blue, and what a person waits for goes on once they signed in (docs/spec/browser.md, BRW-6).
import type { SignInAgain } from '../../sdk/index.ts';
import type { Topic } from './office.ts';

/** `quiet`: only the exchange in the background waits. `waiting`: so does something that a person asked for. */
export type AskedAgain = 'no' | 'quiet' | 'waiting';

type Again = SignInAgain & {
  state(): AskedAgain;
  /** A person began something, or it ended. */
  begin(): void;
  end(): void;
  /** They said yes: the passkey is asked for. Throws CLIENT_PASSKEY_*, CLIENT_RELAY_*. */
  now(): Promise<void>;
  /** Not now: what waits is refused, and nothing else. */
  later(): void;
};

export function openAgain(announce: (topic: Topic) => void): Again {
  let signIn: (() => Promise<void>) | null = null;
  let acts = 0;
  let waiting: ((done: boolean) => void)[] = [];

  function release(done: boolean): void {
    const released = waiting;
    waiting = [];
    for (const go of released) go(done);
    announce('connection');
  }

  return {
    ask(how) {
      signIn = how;
      // What nobody waits for is refused at once and tried with the next round: a draft is kept here meanwhile.
      const asked = acts === 0 ? Promise.resolve(false) : new Promise<boolean>((go) => waiting.push(go));
      announce('connection');
      return asked;
    },
    done() {
      if (signIn === null) return;
      signIn = null;
      release(true);
    },
    state: () => (signIn === null ? 'no' : waiting.length > 0 ? 'waiting' : 'quiet'),
    begin() {
      acts += 1;
    },
    end() {
      acts -= 1;
    },
    now: async () => signIn?.(),
    later: () => release(false),
  };
}
