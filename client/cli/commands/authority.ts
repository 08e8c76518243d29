// `rogatory authority ...`: who is in the directory, and one's own authority founded, shown and kept in order (protocol.md section 3).
import type { Command } from 'commander';
import { type AuthorityId, currentEpoch, policyOf, thresholdOf } from '../../../crypto/index.ts';
import type { AuthorityEntry, FoundingStep } from '../../sdk/index.ts';
import { findAuthority, titleOf } from '../counterpart.ts';
import { columns } from '../output.ts';
import { asCurrentParty, asParty, type Party } from '../party.ts';
import { type Run, runOf } from '../run.ts';
import { brief, iso } from '../times.ts';
import { foundingCommands } from './authority/founding.ts';
import { memberCommands } from './authority/members.ts';
import { languageWords, particularsCommands, particularsJson, particularsRows } from './authority/particulars.ts';
import { pendingCommands } from './authority/pending.ts';
import { recoveryCommands } from './authority/recovery.ts';

const STATES: { readonly [S in AuthorityEntry['state']]: string } = {
  sendable: 'can be written to',
  'not admitted': 'not admitted yet',
  closed: 'closed',
  broken: 'DO NOT TRUST: its chain breaks a rule',
};

const NEXT: { readonly [S in FoundingStep]: string } = {
  found: 'Found it with "rogatory authority found".',
  'invite second administrator':
    'Invite a second administrator: rogatory authority invite --name NAME --role admin --role signatory',
  'wait for second administrator': 'Wait until the second administrator has used the invitation.',
  'add passkeys': 'Each administrator needs one more passkey, made on the authority’s web page.',
  complete: 'Finish the founding: rogatory authority complete --sheets FOLDER',
  'wait for admission':
    'Wait until the operator of the relay admits it: they run "rogatory relay admit" and compare the eight words with you.',
  done: 'Nothing: it can send and receive.',
};

const json = (entry: AuthorityEntry) => ({
  authority: entry.authority,
  name: entry.name,
  names: Object.fromEntries(entry.names),
  jurisdiction: entry.jurisdiction,
  territory: entry.territory,
  kind: entry.kind,
  state: entry.state,
  code: entry.code,
  practice: entry.practice,
  words: entry.words.words,
  digits: entry.words.digits,
  verified: entry.verifiedSeq !== null,
  particulars: particularsJson(entry.particulars),
  endorsements: entry.endorsements.map(({ jurisdiction, competence, notifiedOn }) => ({
    jurisdiction,
    competence,
    notifiedOn,
  })),
});

const designation = ({ endorsements }: AuthorityEntry): string => {
  const last = endorsements.at(-1);
  return last ? `designation notified on ${last.notifiedOn}` : 'no designation notified';
};

const verified = ({ verifiedSeq, authority }: AuthorityEntry, mine: AuthorityId | null): string =>
  authority === mine ? 'your own' : verifiedSeq === null ? 'eight words not compared yet' : 'eight words compared';

async function list(text: string | undefined, run: Run): Promise<void> {
  const { output } = run;
  const { entries, mine } = await asCurrentParty(run, async ({ client }) => ({
    entries: text === undefined ? await client.authorities.list() : await client.authorities.search(text),
    mine: client.whoami()?.authority ?? null,
  }));
  output.show({ authorities: entries.map(json) }, () =>
    entries.length === 0
      ? ['Nobody yet. The operator of the relay admits authorities one by one.']
      : columns(
          entries.map((one) => [
            titleOf(one),
            STATES[one.state],
            verified(one, mine),
            designation(one),
            languageWords(one.particulars),
            one.authority.slice(0, 12),
          ]),
        ),
  );
}

function entryLines(entry: AuthorityEntry, mine: AuthorityId | null): string[] {
  return [
    `${titleOf(entry)}${entry.practice ? '  PRACTICE' : ''}`,
    ...columns([
      ['  Number', entry.authority],
      ['  Eight words', entry.words.words.join(' ')],
      ['  In digits', entry.words.digits],
      ['  Standing', `${STATES[entry.state]}${entry.code ? ` (${entry.code})` : ''}`],
      ['  Designation', designation(entry)],
      ['  Compared', verified(entry, mine)],
      ...(entry.kind === 'authority' ? particularsRows(entry.particulars) : []),
    ]),
  ];
}

async function showOwn({ client }: Party, authority: AuthorityId, run: Run): Promise<void> {
  const { output } = run;
  const roster = await client.roster();
  const step = await client.founding.step();
  const entry = await client.authorities.entry(authority);
  const epoch = currentEpoch(roster);
  const policy = policyOf(roster);
  const members = await client.members();
  const recovering = await client.recovery.announced();
  const own = {
    founding: step,
    threshold: thresholdOf(roster),
    formalSigners: policy.formalSigners,
    webOrigins: policy.origins,
    officials: members.length,
    sealSince: epoch && iso(epoch.createdAt),
    recoverySet: roster.recovery !== null,
    recoveryDueAt: recovering && iso(recovering.dueAt),
  };
  output.show({ authority: entry ? json(entry) : { authority }, own }, () => [
    ...(entry ? entryLines(entry, authority) : [`  Number  ${authority}  (not in the directory yet)`]),
    ...columns([
      ['  Officials', String(members.length)],
      ['  Decisions', own.threshold === 1 ? 'need one administrator' : `need ${own.threshold} administrators`],
      ['  Formal acts', `need the passkey of ${own.formalSigners === 1 ? 'one signatory' : 'two signatories'}`],
      ['  Its seal', epoch ? `since ${brief(epoch.createdAt)}, renewed after 30 days` : 'none yet'],
      [
        '  Recovery',
        recovering
          ? `ANNOUNCED, effective from ${brief(recovering.dueAt)} on; stop it with "rogatory authority veto"`
          : own.recoverySet
            ? 'set'
            : 'not set yet',
      ],
      ['  To do', NEXT[step]],
    ]),
  ]);
}

async function show(who: string | undefined, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { client } = party;
    await client.sync();
    const mine = client.whoami();
    const entry = who === undefined ? null : findAuthority(await client.authorities.list(), who);
    if (mine && (entry === null || entry.authority === mine.authority)) return showOwn(party, mine.authority, run);
    if (entry) run.output.show({ authority: json(entry), own: null }, () => entryLines(entry, mine?.authority ?? null));
  });
}

export function authorityCommand(program: Command): void {
  const group = program
    .command('authority')
    .description('your authority and the others: found, show, invite, members, ...');
  foundingCommands(group);
  group
    .command('list')
    .description('who is in the directory')
    .argument('[text]', 'only names, ids or words that fit')
    .action((text: string | undefined, _options: unknown, command: Command) => list(text, runOf(command)));
  group
    .command('show')
    .description('one authority: its number, its eight words, what it has to do next')
    .argument('[authority]', 'name, State, first characters of the number, or first three words; without it, your own')
    .action((who: string | undefined, _options: unknown, command: Command) => show(who, runOf(command)));
  memberCommands(group);
  particularsCommands(group);
  pendingCommands(group);
  recoveryCommands(group);
}
