// The status of a transmission as its entries give it: what people did outweighs what a timer noticed, and the slowest recipient is the one to look after.
import { describe, expect, test } from 'vitest';
import { foldStatus } from '../../../client/sdk/status.ts';
import { type AuthorityId, type Digest, idOf } from '../../../crypto/wire/ids.ts';
import { EVENTS, type EventName, REASONS, type ReasonCode } from '../../../crypto/wire/leaf.ts';

const authority = (n: number): AuthorityId => idOf('authority', new Uint8Array(32).fill(n));
const digest = (n: number): Digest => idOf('digest', new Uint8Array(32).fill(n));
const [TALASSA, OTHER] = [authority(1), authority(2)];

type Line = EventName | [EventName, AuthorityId] | [EventName, AuthorityId | null, ReasonCode];
const leaves = (...lines: readonly Line[]) =>
  lines.map((line, index) => {
    const [event, counterpart = null, reason = REASONS.none] = typeof line === 'string' ? [line] : line;
    const leaf = {
      event: EVENTS[event],
      subject: digest(9),
      evidence: digest(index),
      counterpart,
      reason,
      at: index,
      dirSize: 1,
    };
    return { index, leaf };
  });
const status = (recipients: readonly AuthorityId[], ...lines: readonly Line[]) =>
  foldStatus(leaves(...lines), recipients, () => true);
const SENT = 'SubmissionAcceptance';

describe('one recipient', () => {
  test.each<[string, readonly Line[]]>([
    ['proposed', ['Proposed']],
    ['withdrawn', ['Proposed', ['ProposalClosed', null, REASONS.withdrawn]]],
    ['lapsed', ['Proposed', ['ProposalClosed', null, REASONS.lapsed]]],
    ['consigned', ['Proposed', SENT]],
    ['consigned', [SENT]],
    ['handed over', [SENT, ['ContentHandover', TALASSA]]],
    ['opened', [SENT, ['ContentHandover', TALASSA], ['ContentAccessTracking', TALASSA]]],
    ['opened', [SENT, ['ContentAccessTracking', TALASSA], ['ContentHandover', TALASSA]]],
    ['taken', [SENT, ['ConsignmentAcceptance', TALASSA], ['ContentHandover', TALASSA]]],
    ['refused', [SENT, ['ContentHandover', TALASSA], ['ConsignmentRejection', TALASSA, REASONS.notCompetent]]],
    ['passed', [SENT, ['Relayed', TALASSA]]],
    ['overdue', [SENT, ['ContentHandoverFailure', TALASSA]]],
    ['handed over', [SENT, ['ContentHandoverFailure', TALASSA], ['ContentHandover', TALASSA]]],
    ['overdue', [SENT, ['ContentHandover', TALASSA], ['AcceptanceRejectionExpiry', TALASSA]]],
    ['taken', [SENT, ['AcceptanceRejectionExpiry', TALASSA], ['ConsignmentAcceptance', TALASSA]]],
    ['refused', [SENT, ['AcceptanceRejectionExpiry', TALASSA], ['ConsignmentRejection', TALASSA]]],
    ['handed over', [SENT, ['ContentHandover', TALASSA], ['ContentHandoverFailure', OTHER]]],
  ])('%s', (expected, lines) => {
    expect(status([TALASSA], ...lines).status).toBe(expected);
  });

  test('in the recipient’s own register the same entries say the same', () => {
    expect(status([TALASSA], 'ContentConsignment', ['ContentHandover', TALASSA]).status).toBe('handed over');
  });
});

describe('several recipients', () => {
  test('each has its own, and the slowest is shown', () => {
    const state = status([TALASSA, OTHER], SENT, ['ConsignmentAcceptance', TALASSA], ['ContentHandover', OTHER]);
    expect([...state.recipients.values()]).toEqual(['taken', 'handed over']);
    expect(state.status).toBe('handed over');
    expect(status([TALASSA, OTHER], SENT, ['ContentHandoverFailure', OTHER]).status).toBe('overdue');
  });
  test('none but oneself is simply submitted', () => {
    expect(status([], SENT).status).toBe('submitted');
  });
});

describe('proof', () => {
  test('is asked for where a device must have signed, and never claimed for the relay’s word', () => {
    const lines = leaves(SENT, ['ContentHandover', TALASSA], ['ContentHandoverFailure', TALASSA]);
    const of = (proved: boolean) => foldStatus(lines, [TALASSA], () => proved).events.map((event) => event.proved);
    expect(of(true)).toEqual([false, true, false]);
    expect(of(false)).toEqual([false, false, false]);
  });
});
