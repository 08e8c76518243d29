// What each effect of a batch becomes: statements as data, in order, so that every engine's lane runs the same ones (house.md, style 5).
import type { StatementName, Step } from './statements.ts';
import type { Effect, LogAppend, NewLog } from './store.ts';
import { joined, nodesByLeaf } from './tree.ts';

const step = (what: string, statement: StatementName, values: object, envelope?: string): Step => ({
  statement,
  values: values as Record<string, unknown>,
  what,
  changes: 1,
  envelope,
});

/** The steps of one effect. `what` of every step is the effect's name, which a StoreConflict repeats. */
export function effectSteps(effect: Effect): Step[] {
  const one = (statement: StatementName, values: object = effect): Step[] => [step(effect.effect, statement, values)];
  const ofEnvelope = (statement: StatementName, subject: string, values: object = effect): Step[] => [
    step(effect.effect, statement, values, subject),
  ];
  switch (effect.effect) {
    case 'chain':
      return one('chain');
    case 'chain-head':
      return one('chainHead');
    case 'directory-object':
      return one('directoryObject');
    case 'directory-index':
      return one('directoryIndex');
    case 'epoch-key':
      return one('epochKey');
    case 'lockbox':
      return one('lockbox');
    case 'invitation-consumed':
      return one('invitationConsumed', { kid: effect.kid, consumedAt: effect.at });
    case 'envelope':
      return one('envelope');
    case 'envelope-state':
      return one('envelopeState');
    case 'wrap':
      return ofEnvelope('wrap', effect.subject);
    case 'party':
      return ofEnvelope('party', effect.subject);
    case 'acknowledgement':
      return one('acknowledgement');
    case 'withdrawal':
      return one('withdrawal');
    case 'content-expired':
      return one('contentExpired');
    case 'founding-dropped':
      return [
        ...one('foundingThere'),
        ...['epochKeysOf', 'lockboxesOf', 'invitationsOf', 'linksOf'].map(
          (statement): Step => ({ ...step(effect.effect, statement as StatementName, effect), changes: 'any' }),
        ),
        ...one('foundingDropped'),
      ];
    case 'upload-referenced':
      return [...one('uploadReferenced'), ...one('uploadReference')];
    case 'timer':
      return ofEnvelope('timer', effect.subject);
    case 'timer-done':
      return ofEnvelope('timerDone', effect.subject, { ...effect, doneAt: effect.at }).map((done) =>
        effect.fired ? done : { ...done, changes: 'any' },
      );
    case 'nonce-used':
      return one('nonceUsed', { nonce: effect.nonce, kid: effect.kid, usedAt: effect.at });
    case 'request-nonce':
      return one('request');
  }
}

/** The step that founds a log: an origin that exists makes the batch stale. */
export const newLogStep = (log: NewLog): Step => ({ ...step('log', 'log', log), changes: 'swap' });

/** The steps of one append to the log that the engine knows as `log`. */
export function appendSteps(log: number, append: LogAppend): Step[] {
  const { expectedSize, leaves, root, checkpoint } = append;
  const size = expectedSize + leaves.length;
  const edge = joined(append.edge);
  const completed = nodesByLeaf(append);
  return [
    { ...step('log', 'logGrown', { id: log, expectedSize, size, root, edge, checkpoint }), changes: 'swap' },
    ...leaves.map(({ data, hash }, i) => {
      const index = expectedSize + i;
      return step('leaf', 'leaf', { log, index, data, hash, nodes: joined(completed.get(index) ?? []) });
    }),
  ];
}
