// The operator's admission of an authority: its whole chain enters the directory, and its register begins (protocol.md section 3).
import {
  type AuthorityId,
  demand,
  digestOf,
  encodeAdmission,
  encodeDirectoryLeaf,
  isFounded,
  OPERATOR_ID,
  signStatement,
} from '../../crypto/relay.ts';
import type { Effect } from '../../db/store.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import type { RelayKeys } from './keys.ts';
import type { LinkPlace } from './link-job.ts';
import { type KnownChain, knownChain, type Rosters } from './rosters.ts';
import type { Job, Prepared, View } from './sequencer.ts';
import { emptyLog } from './trees.ts';

export type AdmissionDeps = { readonly rosters: Rosters; readonly keys: RelayKeys };

/** Admits a founded authority. Throws RELAY_NOT_FOUND, RELAY_CONFLICT (admitted already), ROSTER_FOUNDING, POLICY_NOT_A_PARTY (not admitted by its parent). */
export const admissionJob = (deps: AdmissionDeps, authority: AuthorityId): Job<LinkPlace> => ({
  keys: [`chain:${authority}`, 'operator'],
  prepare: (view) => prepareAdmission(deps, authority, view),
});

function demandAdmissible(rosters: Rosters, authority: AuthorityId): KnownChain {
  const chain = rosters.get(authority);
  if (!chain) throw notFound();
  if (chain.state !== 'founding') throw new RelayRefusal('RELAY_CONFLICT', 'This authority was admitted already.');
  const { roster } = chain;
  demand(
    isFounded(roster),
    'ROSTER_FOUNDING',
    'two administrators, a threshold of two, passkeys and a recovery come first',
  );
  const { parent } = roster.genesis;
  if (parent !== null) {
    const above = rosters.get(parent);
    const admits = above?.state === 'admitted' && above.roster.domestic.has(authority);
    demand(admits, 'POLICY_NOT_A_PARTY', 'its parent authority has not admitted it');
  }
  return chain;
}

function prepareAdmission({ rosters, keys }: AdmissionDeps, authority: AuthorityId, view: View): Prepared<LinkPlace> {
  const chain = demandAdmissible(rosters, authority);
  const register = keys.registerOrigin(authority);
  const seq = rosters.operatorSeq();
  const entry = signStatement(
    'entry',
    encodeAdmission({ seq, authority, registerKeys: keys.vkeys(register), createdAt: view.now }),
    keys.operator,
  );
  const hash = digestOf(entry);
  const lines = [
    ...chain.hashes.map((link, i) => ({ authority, seq: i, hash: link })),
    { authority: OPERATOR_ID, seq, hash },
  ];
  const { headSeq, headHash } = chain.roster;
  return {
    leaves: lines.map((line) => ({ origin: keys.directoryOrigin, data: encodeDirectoryLeaf(line) })),
    newLogs: [emptyLog('register', authority, keys.signer(register))],
    effects: (indexes) => [
      { effect: 'chain-head', authority, expectedSeq: headSeq, headSeq, headHash, state: 'admitted' },
      ...chain.hashes.map(
        (link, i): Effect => ({ effect: 'directory-index', hash: link, dirIndex: indexes[i] as number }),
      ),
      {
        effect: 'directory-object',
        kind: 'entry',
        hash,
        authority,
        seq,
        bytes: entry,
        dirIndex: indexes[chain.hashes.length] as number,
      },
    ],
    change: {
      chain: knownChain(chain.roster, 'admitted', chain.hashes, chain.foundedAt),
      directorySize: view.directorySize + lines.length,
      operatorSeq: seq + 1,
    },
    answer: (placed) => ({ hash, seq, directoryIndex: placed.at(-1)?.index ?? null }),
  };
}
