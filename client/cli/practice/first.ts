// The first transmission of a practice world, end to end: sealed, signed, stored, entered, opened, acknowledged, answered, and its evidence in one file (product.md).
import { writeFile } from 'node:fs/promises';
import {
  CLASSES,
  type Digest,
  decodeRegisterLeaf,
  EVENTS,
  parseProof,
  type TrustCard,
  utf8,
} from '../../../crypto/index.ts';
import { type Act, composeAct } from '../../casework/act.ts';
import { exampleMlaRequest } from '../../casework/example.ts';
import { letter } from '../../casework/letter.ts';
import { type Attachment, type Client, type Item, verifyBundleZip } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import { size } from '../progress.ts';
import { serveAll } from './counterpart.ts';
import type { PracticeHome } from './home.ts';
import { count, type Lines } from './lines.ts';
import { occurrences, type SearchResult, searchFor } from './search.ts';
import { WORLD } from './world.ts';

/** Stands in the act, in the letter and in the file's name, in the way names are written. */
export const PLANTED = ['Varga-Holm', 'Brisamar'] as const;

const FILE = 'Letter NV-2026-0412, Varga-Holm.txt';

/** The example request with its letter as the one document. */
export function firstRequest(now: number): { readonly act: Act; readonly file: Attachment; readonly text: string } {
  const example = exampleMlaRequest({ now });
  const annexes = [{ title: 'The letter as text', file: FILE }];
  const act = composeAct({ ...example, fields: { ...example.fields, annexes } });
  const text = letter(act, { from: WORLD.norvania.name, to: [WORLD.talassa.name], class: 1, practice: true });
  const bytes = utf8(text);
  const read = async (offset: number, length: number): Promise<Uint8Array> => bytes.subarray(offset, offset + length);
  return { act, text, file: { name: FILE, mediaType: 'text/plain', size: bytes.length, read } };
}

const entries = (item: Item): string =>
  item.events
    .slice(1)
    .map(({ index }) => index)
    .join(', ');

/** Norvania sends, Talassa's officer serves, Norvania sees it. Returns the statement's hash. */
export async function sendFirst(norvania: Client, talassa: Client, lines: Lines, now: () => number): Promise<Digest> {
  const { act, file, text } = firstRequest(now());
  await norvania.sync();
  const to = [talassa.register().authority];
  const entry = await norvania.outbox.send({ to, act, class: CLASSES.formal, files: [file] });
  if (entry.status !== 'submitted' || !entry.sealed)
    throw new CliError('CLI_PRACTICE_HOME', 'The first request was not entered.');
  const { subject, statement, body } = entry.sealed;
  lines.fact(
    `At Norvania: a request of ${count(Object.keys(act.fields).length, 'field')} sealed into ${size(body.length)}, a letter of ${size(file.size)} sealed apart, signed with a practice passkey (statement of ${size(statement.length)}).`,
  );
  const places = new Map(
    entry.leaves.map(({ leaf, proof }) => [decodeRegisterLeaf(leaf).event, parseProof(proof).index]),
  );
  lines.fact(
    `Entered in both registers in one step, the receipt checked before anything was called sent: entry ${places.get(EVENTS.SubmissionAcceptance)} of Norvania's, entry ${places.get(EVENTS.ContentConsignment)} of Talassa's.`,
  );
  const [served] = await serveAll(talassa, now);
  if (!served) throw new CliError('CLI_PRACTICE_HOME', 'The counterpart did not find the first request.');
  for await (const _ of norvania.inbox.pull());
  const mine = await norvania.items.item(subject);
  const theirs = await talassa.items.item(subject);
  lines.fact(
    `Received, opened and taken at Talassa, ${count(served.files, 'file')} checked: ${mine.events.filter((event) => event.proved).length} signed acknowledgements, entries ${entries(theirs)} of its register.`,
  );
  const answers = (await norvania.items.list()).filter((item) => item.act.inReplyTo === subject);
  const reference = answers.find((item) => item.act.caseRefs.ours)?.act.caseRefs.ours ?? '';
  lines.fact(
    `Answered by the simulated counterpart as ${reference} with ${count(answers.length, 'act')}: ${answers.map((item) => item.act.kind).join(', ')}.`,
  );
  // A search that could find nothing anywhere would prove nothing.
  for (const word of PLANTED)
    if (occurrences(utf8(text), word) === 0) throw new CliError('CLI_PRACTICE_HOME', `${word} is not in the letter.`);
  return subject;
}

/** Norvania's evidence of it, in one file. */
export async function keepBundle(
  home: PracticeHome,
  norvania: Client,
  subject: Digest,
  lines: Lines,
): Promise<Uint8Array> {
  const { zip } = await norvania.bundle(subject);
  await writeFile(home.bundle, zip, { mode: 0o600 });
  lines.fact(
    `Evidence exported into one file of ${size(zip.length)}, under a seal that outlives quantum computers (ML-DSA-44).`,
  );
  return zip;
}

/** With the relay stopped: the file checked against the trust card alone. Throws CLI_PRACTICE_HOME unless it verifies. */
export async function verifyBundle(zip: Uint8Array, trust: TrustCard, lines: Lines): Promise<void> {
  const { verdict } = await verifyBundleZip(zip, trust);
  const due = verdict.checks.filter((check) => check.outcome !== 'absent');
  const passed = due.filter((check) => check.outcome === 'passed').length;
  if (verdict.outcome !== 'verified')
    throw new CliError('CLI_PRACTICE_HOME', `The evidence did not verify: ${passed} of ${due.length} checks.`);
  lines.fact(`Relay stopped. The file verified without it: ${passed} of ${count(due.length, 'check')} passed.`);
}

/** The planted names in all the relay keeps, which grows by what it writes while it runs. Throws CLI_PRACTICE_HOME when one is there, naming where. */
export async function searchRelay(home: PracticeHome): Promise<SearchResult> {
  const result = await searchFor(PLANTED, [home.relay, home.relayLog]);
  if (result.found.length > 0)
    throw new CliError('CLI_PRACTICE_HOME', `A name was found at the relay: ${result.found.join(', ')}.`);
  return result;
}
