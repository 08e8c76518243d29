// The numbered checks of a bundle, in words, and the running of one check after another (protocol.md section 8).
import { type ErrorCode, ProtocolError } from '../primitives/errors.ts';

/** What each check establishes, as shown to people. */
export const BUNDLE_CHECKS = {
  'BND-1': 'Every file is the one in the manifest; none is missing and none is added.',
  'BND-2': 'Every part stands where the format puts it, in its one spelling.',
  'BND-3': 'The directory’s checkpoint is sealed by the relay’s directory keys.',
  'BND-4': 'All entries of the directory up to that checkpoint are here, so that no later change is hidden.',
  'BND-5': 'The chain of each authority is complete, and every change in it was allowed.',
  'BND-6': 'The operator admitted each authority, with the keys of its register.',
  'BND-7': 'The registrar names the same State for each authority.',
  'BND-8': 'Each entry stands in the register of a party, under a sealed checkpoint.',
  'BND-9': 'The transmission stands in the sender’s register and in every recipient’s, entered at once.',
  'BND-10':
    'The statement was signed by a device of the sender that was active then, for keys the recipients had then.',
  'BND-11': 'The officials whose gesture such a transmission needs have signed it.',
  'BND-12': 'The keys wrapped for the recipients are those that were signed.',
  'BND-13': 'The sealed content that is included is what was signed.',
  'BND-14': 'Each acknowledgement was signed by the recipient and entered in both registers.',
  'BND-15': 'The disclosed keys open what was signed.',
  'BND-16': 'The summary says what the evidence says.',
} as const;
export type CheckId = keyof typeof BUNDLE_CHECKS;

/** `absent`: nothing of the kind is in the file, and nothing needs to be. `unchecked`: it rests on a check that failed. */
export type CheckOutcome = 'passed' | 'failed' | 'not anchored' | 'absent' | 'unchecked';

export type BundleCheck = {
  readonly id: CheckId;
  readonly what: string;
  readonly outcome: CheckOutcome;
  /** Why it failed. */
  readonly code: ErrorCode | null;
  /** What was found, or what was wrong; for a log or a second line. */
  readonly detail: string;
};

/** What a check found. `anchored`: it rests on a trust card of the reader's own. */
export type Finding<T> = {
  readonly value: T;
  readonly detail: string;
  readonly outcome?: 'absent' | 'not anchored';
};

type Present<N extends readonly unknown[]> = { readonly [K in keyof N]: Exclude<N[K], null> };

/** Runs checks and keeps what they said. A check whose `needs` are null is not run. */
export type Examination = {
  check<const N extends readonly unknown[], T>(
    id: CheckId,
    needs: N,
    act: (...needs: Present<N>) => Finding<T> | Promise<Finding<T>>,
  ): Promise<T | null>;
  readonly checks: readonly BundleCheck[];
};

/** A fresh examination. Only a ProtocolError is a failed check; anything else is a fault of ours and is thrown. */
export function examination(): Examination {
  const checks: BundleCheck[] = [];
  return {
    checks,
    async check(id, needs, act) {
      const what = BUNDLE_CHECKS[id];
      const note = (outcome: CheckOutcome, code: ErrorCode | null, detail: string): null => {
        checks.push({ id, what, outcome, code, detail });
        return null;
      };
      if (needs.some((need) => need === null)) return note('unchecked', null, 'rests on a check that failed');
      try {
        const { value, detail, outcome } = await act(...(needs as Present<typeof needs>));
        note(outcome ?? 'passed', null, detail);
        return value;
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        return note('failed', error.code, error.message);
      }
    },
  };
}
