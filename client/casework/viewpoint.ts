// The words of a case's standing as one side of it sees them: what one sent, the other received (product.md "Two layers of status").
import type { Side } from './form.ts';
import type { LabelKey } from './labels/say.ts';

// All other words are of what was done, whoever did it, and are right on both sides.
const OWN_WORDS: Readonly<Record<Side, Partial<Readonly<Record<LabelKey, LabelKey>>>>> = {
  requesting: { 'preservation.mla-received': 'preservation.mla-sent' },
  requested: { 'status.sent': 'status.received', 'preservation.sent': 'preservation.received' },
};

/** The words in which `side` reads a status: `label` is a view's `statusLabel`, or `preservation.` and the status of one. */
export function labelFor(label: LabelKey, side: Side): LabelKey {
  return OWN_WORDS[side][label] ?? label;
}
