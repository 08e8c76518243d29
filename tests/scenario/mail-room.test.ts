// The room `mail` over a real relay: what needs whom, how a list reads on both sides, what looking and taking state, what a search finds (look.md "Needs you today").
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Act, type ActKind, composeAct } from '../../client/casework/act.ts';
import { DAY, HOUR } from '../../client/casework/calendar.ts';
import { emptyDraft } from '../../client/casework/draft.ts';
import { exampleMlaRequest, examplePreservation } from '../../client/casework/example.ts';
import type { Fields } from '../../client/casework/form.ts';
import { shortNumber } from '../../client/casework/number.ts';
import { mailRoom } from '../../client/web/worker/mail.ts';
import { openOffice, type Topic } from '../../client/web/worker/office.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import type { CaseId, Digest } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, type Someone } from '../testkit/authority.ts';
import { pulled, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
let later = 0;
const now = (): number => relay.clock.now() + later;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM', formalSigners: 2 });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());
beforeEach(() => {
  later = 0;
});

/** The room as somebody's worker has it, and what it announced. */
function deskOf({ client }: Someone) {
  const announced: Topic[] = [];
  const office = openOffice({ origin: 'http://localhost:8788', announce: (topic) => announced.push(topic) });
  office.seated(client);
  return { announced, said: office.announce, ...mailRoom(office, now) };
}
const author = { officialName: 'Renata Dunai', function: 'Case officer', unit: 'MLA' };
async function say(who: Someone, to: FoundedAuthority, act: Act, level: 0 | 1 | 2, caseId?: CaseId): Promise<Digest> {
  const answerBy = level === CLASSES.urgent ? { answerBy: relay.clock.now() + 6 * HOUR } : {};
  const entry = await who.client.outbox.send({
    to: [to.id],
    act,
    class: level,
    ...answerBy,
    ...(caseId ? { caseId } : {}),
  });
  return entry.sealed?.subject as Digest;
}
async function answer(
  who: Someone,
  to: FoundedAuthority,
  kind: ActKind,
  fields: Fields,
  inReplyTo: Digest,
  level: 0 | 1,
) {
  const { caseId } = await who.client.items.item(inReplyTo);
  const act = composeAct({ kind, caseRefs: { ours: 'TL-7', theirs: 'NV-2026-0412' }, inReplyTo, fields, author });
  return say(who, to, act, level, caseId);
}
const needs = async (who: Someone): Promise<string[]> =>
  (await deskOf(who).today('en')).map(({ need, title }) => `${need}: ${title}`);

describe('a formal request of an authority where two sign', () => {
  let subject: Digest;

  test('waits for the second signatory and for nobody else', async () => {
    subject = await say(norvania.admin, talassa, exampleMlaRequest({ now: relay.clock.now() }), CLASSES.formal);
    await norvania.second.client.sync();
    await pulled(norvania.second);
    await pulled(norvania.admin);
    expect(await needs(norvania.second)).toEqual(['signature: Request for mutual legal assistance']);
    expect(await needs(norvania.admin)).toEqual([]);
    expect((await deskOf(norvania.admin).sent('en')).rows.map(({ status }) => status)).toEqual(['proposed']);
    await norvania.second.client.proposals.sign(subject);
    await pulled(norvania.second);
    expect(await needs(norvania.second)).toEqual([]);
  });

  test('is new at the other side until somebody looks, and to be taken until somebody takes it', async () => {
    await pulled(talassa.admin);
    const desk = deskOf(talassa.admin);
    const [row] = (await desk.inbox('en')).rows;
    expect(row).toMatchObject({ subject, unread: true, ours: null, theirs: 'NV-2026-0412', urgent: false });
    expect(await needs(talassa.admin)).toEqual(['take: Request for mutual legal assistance']);

    await desk.look([subject]);
    await desk.look([subject]);
    expect(desk.announced).toEqual(['mail', 'mail']);
    expect((await desk.inbox('en')).rows[0]).toMatchObject({ unread: false, status: 'opened' });
    expect(await needs(talassa.admin)).toEqual(['take: Request for mutual legal assistance']);
    await desk.take(subject);
    expect((await desk.inbox('en')).rows[0]).toMatchObject({ status: 'taken' });

    await pulled(norvania.second);
    const [sent] = (await deskOf(norvania.second).sent('en')).rows;
    expect(sent).toMatchObject({ status: 'taken', standing: 'signed', theirs: null });
    const [theirs, own] = [
      await desk.case(sent?.caseId ?? '', 'en'),
      await deskOf(norvania.second).case(sent?.caseId ?? '', 'en'),
    ];
    expect([theirs.status, own.status]).toEqual(['Received', 'Sent']);
    const looks = (await norvania.second.client.items.item(subject)).events.map(({ event }) => event);
    expect(looks.filter((event) => event === 'ContentAccessTracking')).toHaveLength(1);
  });

  test('when it is late, its sender is told how long nothing was heard, and its recipient that it is due', async () => {
    later = 8 * DAY;
    expect(await needs(norvania.second)).toEqual(['silent: Request for mutual legal assistance']);
    const [silent] = await deskOf(norvania.second).today('en');
    expect(silent).toMatchObject({ reply: 'progress', due: { late: true, owner: 'they' } });
    expect(await needs(talassa.admin)).toEqual(['work: Request for mutual legal assistance']);
  });

  test('a question is its sender’s to answer, in the numbers of both sides', async () => {
    const officer = { authority: 'Central Authority', official: 'Dunai', hours: '8:30 to 17:00, Europe/Lisbon' };
    await answer(talassa.admin, norvania, 'acknowledge', { reference: 'TL-7', officer }, subject, 0);
    const questions = [{ number: 1, question: 'Which branch?' }];
    const question = await answer(talassa.admin, norvania, 'ask', { questions }, subject, 0);
    await pulled(norvania.second);
    const [row, ...rest] = await deskOf(norvania.second).today('en');
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      need: 'question',
      reply: 'supply',
      subject: question,
      ours: 'NV-2026-0412',
      theirs: 'TL-7',
    });
    await pulled(talassa.admin);
    const file = await deskOf(talassa.admin).case(row?.caseId as string, 'en');
    expect(file).toMatchObject({ ours: 'TL-7', theirs: 'NV-2026-0412', asks: false, turn: 'they' });
    const own = await deskOf(norvania.second).case(row?.caseId as string, 'en');
    expect(own).toMatchObject({ asks: true, turn: 'you', officer: 'Dunai', theirZone: 'Europe/Lisbon' });
    expect(own.moves[0]).toMatchObject({ kind: 'supply', next: true, to: question });
    expect(own.acts.map(({ kind }) => kind)).toEqual(['mla-request', 'acknowledge', 'ask']);
    expect(own.events.map(({ index }) => index)).toEqual(
      own.events.map(({ index }) => index).toSorted((a, b) => a - b),
    );
  });

  test('its act reads in the language that was asked for, whole', async () => {
    const desk = deskOf(talassa.admin);
    const [row] = (await desk.inbox('fr')).rows;
    expect(row?.title).toMatch(/entraide judiciaire/);
    const [act] = (await desk.case(row?.caseId as string, 'fr')).acts;
    expect(JSON.stringify(act?.parts)).toContain('Ines Corvalho');
    expect(act).toMatchObject({ signatures: 2, author: { officialName: 'Aurelia Lindt' } });
  });
});

describe('an urgent transmission', () => {
  test('stands above all else until it is taken, with the moment its answer is wanted', async () => {
    const subject = await say(norvania.admin, talassa, examplePreservation({ now: relay.clock.now() }), CLASSES.urgent);
    await pulled(talassa.admin);
    const desk = deskOf(talassa.admin);
    const [first] = await desk.today('en');
    expect(first).toMatchObject({ need: 'urgent', subject, due: { owner: 'you', what: null, late: false } });
    expect(first?.due?.at).toBe((await talassa.admin.client.items.item(subject)).answerBy);
    later = 7 * HOUR;
    expect((await desk.today('en'))[0]).toMatchObject({ need: 'urgent', due: { late: true } });
    later = 0;
    await desk.take(subject);
    expect((await desk.today('en')).map(({ need }) => need)).not.toContain('urgent');
  });
});

describe('a search', () => {
  test.each([
    ['a word of the act', 'corvalho', 1],
    ['words in any order and case, without their accents', 'SELENE bancó', 1],
    ['the other side’s number', 'nv-2026-0398', 1],
    ['the name of the other side', 'norvania', 2],
    ['words that stand in no one act together', 'corvalho orders@brisamar-freight.example', 0],
    ['nothing but spaces', '   ', 2],
  ])('by %s', async (_, text, found) => {
    const { rows, covers } = await deskOf(talassa.admin).inbox('en', text);
    expect(rows).toHaveLength(found);
    expect(covers).toEqual({ read: 2, closed: 0 });
  });

  test('finds what came since the last letter was typed', async () => {
    const desk = deskOf(norvania.admin);
    expect((await desk.inbox('en', 'quayside')).rows).toEqual([]);
    await write(talassa.admin, norvania, 'The quayside cameras were kept.');
    await pulled(norvania.admin);
    // What the desk's keeper says after each pull.
    desk.said('mail');
    const { rows, covers } = await desk.inbox('en', 'quayside');
    expect(rows.map(({ kind }) => kind)).toEqual(['consultation']);
    expect(covers.read).toBeGreaterThan(0);
    expect((await desk.inbox('fr', 'quayside')).rows[0]?.title).toMatch(/Consultation/);
  });

  test('by its number as it is read aloud, or its first group; other digits find nothing', async () => {
    const desk = deskOf(talassa.admin);
    const [row] = (await desk.inbox('en')).rows;
    const subject = row?.subject ?? '';
    const found = async (text: string) => (await desk.inbox('en', text)).rows.map((one) => one.subject);
    expect(await found(shortNumber(subject))).toEqual([subject]);
    expect(await found(subject.slice(0, 8).toUpperCase())).toEqual([subject]);
    expect(await found(shortNumber(subject.slice(8)))).toEqual([]);
  });
});

test('a draft stands there once nothing of it is missing, and not before', async () => {
  const { client } = talassa.second;
  const blank = emptyDraft('consultation', [norvania.id]);
  const { id } = await client.drafts.keep(null, { ...blank });
  const ready = async () => (await needs(talassa.second)).filter((need) => need.startsWith('draft'));
  expect(await ready()).toEqual([]);
  await client.drafts.keep(id, { ...blank, author, fields: { subject: 'A hearing', text: 'By video?' } });
  expect(await ready()).toEqual(['draft: Informal consultation']);
});

test('what cannot be stated while the relay is away is no error, and is stated when it answers', async () => {
  const subject = await say(norvania.admin, talassa, exampleMlaRequest({ now: relay.clock.now() }), CLASSES.formal);
  await norvania.second.client.sync();
  await pulled(norvania.second);
  await norvania.second.client.proposals.sign(subject);
  await pulled(talassa.admin);
  const cut = deskOf(talassa.admin);
  await relay.stop();
  await cut.look([subject]);
  expect((await cut.inbox('en')).rows.find((row) => row.subject === subject)).toMatchObject({ unread: true });
  await relay.start();
  await pulled(talassa.admin);
  expect((await cut.inbox('en')).rows.find((row) => row.subject === subject)).toMatchObject({ unread: false });
});
