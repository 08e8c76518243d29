// From the register to a bundle: what a party exports convinces somebody with nothing but a trust card, and a relay that keeps something back is noticed (client/sdk/evidence).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAlarms } from '../../client/sdk/alarms.ts';
import { readZip } from '../../client/sdk/bundle-zip.ts';
import { openDirectory } from '../../client/sdk/directory.ts';
import { type Evidence, type EvidenceOptions, openEvidence } from '../../client/sdk/evidence.ts';
import { ClientError, codeOf } from '../../client/sdk/failure.ts';
import { openPins } from '../../client/sdk/pins.ts';
import { openRegister } from '../../client/sdk/register.ts';
import { prepareUpload, sendUpload } from '../../client/sdk/uploads.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { verifyBundleZip } from '../../client/sdk/verify.ts';
import { type Digest, type SealedFile, type SealedTransmission, type TrustCard, utf8 } from '../../crypto/index.ts';
import { ACK_KINDS } from '../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import { decodeRegisterLeaf, EVENTS } from '../../crypto/wire/leaf.ts';
import { digestOf } from '../../crypto/wire/statement.ts';
import { trustCardOf } from '../../server/services/directory.ts';
import { callerOf } from '../testkit/caller.ts';
import type { Person, TestAuthority } from '../testkit/cast.ts';
import { type Line, openLine } from '../testkit/line.ts';
import { codeOf as answerOf, openPost, type Post } from '../testkit/post.ts';
import { seededRandom } from '../testkit/seed.ts';

const LETTER = utf8('a letter rogatory');
let post: Post;
let line: Line;
let trust: TrustCard;
let file: SealedFile;
let sent: SealedTransmission;
let other: SealedTransmission;

type Party = { readonly evidence: Evidence; readonly options: EvidenceOptions };
let norvania: Party;
let talassa: Party;

async function partyOf(authority: TestAuthority, person: Person): Promise<Party> {
  const vault = memoryVault();
  const clock = { now: () => post.clock.at };
  const { door, identity } = callerOf(post, authority, person, line);
  const alarms = openAlarms(vault, identity, clock);
  const directory = await openDirectory({ vault, door, alarms, trust });
  await directory.sync();
  const register = await openRegister({ vault, door, alarms, directory, trust, authority: authority.id, clock });
  await register.sync();
  const pins = openPins({ vault, door, alarms, directory, trust, own: () => register });
  const options = { door, directory, register, pins, trust };
  return { evidence: openEvidence(options), options };
}

beforeAll(async () => {
  post = await openPost();
  line = await openLine(post);
  trust = trustCardOf(post.deps.config, post.deps.keys);
  const { norvania: from, talassa: to } = post;
  await post.app.relay.sealer.sealNow(post.deps.keys.directoryOrigin);
  await post.join('Bystander');
  const random = seededRandom('evidence');
  const source = {
    name: 'letter.txt',
    mediaType: 'text/plain',
    size: LETTER.length,
    read: async (offset: number, length: number) => LETTER.subarray(offset, offset + length),
  };
  const record = await prepareUpload({ authority: from.id, source, random });
  const { door } = callerOf(post, from, from.admins[0], line);
  file = await sendUpload({ door, authority: from.id, record, source });
  sent = post.seal({ label: 'evidence', class: CLASSES.formal, input: { attachments: [file] } });
  const gestures = await post.gesture(from.admins[0], sent.subject);
  expect(answerOf(await post.submit(post.frame(sent, gestures)))).toBe('201');
  other = post.seal({ label: 'another' });
  expect(answerOf(await post.submit(post.frame(other)))).toBe('201');
  for (const kind of [ACK_KINDS.received, ACK_KINDS.opened, ACK_KINDS.taken]) {
    post.clock.at += 60_000;
    const ack = { subject: sent.subject, kind, attachments: kind === ACK_KINDS.received ? 1 : 0 };
    expect(answerOf(await post.acknowledge(to.admins[0], ack))).toBe('200');
  }
  norvania = await partyOf(from, from.admins[0]);
  talassa = await partyOf(to, to.admins[0]);
});
afterAll(async () => {
  await line.close();
  await post.close();
});

const refusal = (act: Promise<unknown>): Promise<string | null> => act.then(() => 'done', codeOf);

test('a directory that is not sealed that far yet is sealed for who exports evidence', async () => {
  const { store, keys } = post.deps;
  const sealedBefore = (await store.sealed(keys.directoryOrigin))?.size ?? 0;
  expect(await refusal(norvania.evidence.bundle(sent.subject))).toBe('done');
  expect((await store.sealed(keys.directoryOrigin))?.size).toBeGreaterThan(sealedBefore);
});

describe('a bundle', () => {
  test.each(['Norvania', 'Talassa'])('that %s exports verifies with the trust card alone', async (who) => {
    const { zip } = await (who === 'Norvania' ? norvania : talassa).evidence.bundle(sent.subject);
    const { verdict, lines } = await verifyBundleZip(zip, trust);
    expect(verdict.outcome).toBe('verified');
    expect(verdict.facts?.events.map(({ event }) => event)).toEqual([
      'SubmissionAcceptance',
      'ContentConsignment',
      'ContentHandover',
      'ContentHandover',
      'ContentAccessTracking',
      'ContentAccessTracking',
      'ConsignmentAcceptance',
      'ConsignmentAcceptance',
    ]);
    expect(lines.join('\n')).toMatch(/sent by Norvania \(QM\) to Talassa \(QN\) on 1 September 2026/);
    expect((await verifyBundleZip(zip, { ...trust, operatorKey: 'ab'.repeat(32) })).verdict.outcome).toBe('failed');
  });

  test('discloses nothing unless it is told to', async () => {
    const { zip } = await norvania.evidence.bundle(sent.subject);
    const paths = [...readZip(zip).keys()];
    expect(paths.filter((path) => /^disclosed\/|body\.bin|attachments\//.test(path))).toEqual([]);
    expect(Buffer.from(zip).includes(Buffer.from(file.key))).toBe(false);
    expect((await verifyBundleZip(zip, trust)).wasSent(LETTER).answer).toBe('cannot tell');
    const sealed = await norvania.evidence.bundle(sent.subject, { body: true, attachments: true });
    const more = [...readZip(sealed.zip).keys()].filter((path) => !paths.includes(path));
    expect(more).toEqual(['transmission/body.bin', `transmission/attachments/${file.ref.uploadId}.bin`]);
  });

  test('with the key of one file answers whether it was sent, and opens nothing else', async () => {
    const attachmentKeys = new Map([[file.ref.uploadId, file.key]]);
    const { zip } = await talassa.evidence.bundle(sent.subject, { attachmentKeys });
    const report = await verifyBundleZip(zip, trust);
    expect(report.wasSent(LETTER).answer).toBe('sent');
    expect(report.wasSent(utf8('another letter, x')).answer).toBe('cannot tell');
    expect(report.verdict.facts?.disclosed).toEqual({ content: false, attachments: 1 });
    expect([...readZip(zip).keys()]).not.toContain('transmission/body.bin');
  });

  test('with the key of the content includes the content it opens', async () => {
    const { zip } = await norvania.evidence.bundle(sent.subject, { contentKey: sent.contentKey });
    const { verdict } = await verifyBundleZip(zip, trust);
    expect(verdict.facts?.disclosed).toEqual({ content: true, attachments: 0 });
    expect(verdict.checks.find(({ id }) => id === 'BND-15')?.outcome).toBe('passed');
  });

  test('with a key that opens nothing, or of no file of it, is not made', async () => {
    const wrong = new Uint8Array(32);
    expect(await refusal(norvania.evidence.bundle(sent.subject, { contentKey: wrong }))).toBe('CONTENT_COMMITMENT');
    const attachmentKeys = new Map([[file.ref.uploadId, wrong]]);
    const choice = { attachments: true, attachmentKeys };
    expect(await refusal(norvania.evidence.bundle(sent.subject, choice))).toBe('CONTENT_COMMITMENT');
    expect(await refusal(norvania.evidence.bundle(other.subject, { attachmentKeys }))).toBe('CLIENT_NOT_FOUND');
  });
});

describe('a relay that', () => {
  type Door = EvidenceOptions['door'];
  const lying = (lie: (door: Door) => Partial<Door>, subject: Digest = sent.subject): Promise<string | null> => {
    const { options } = norvania;
    return refusal(openEvidence({ ...options, door: { ...options.door, ...lie(options.door) } }).bundle(subject));
  };

  test('keeps back an entry of one’s own register is noticed', async () => {
    for (let kept = 0; kept < 8; kept++) {
      const outcome = await lying((door) => ({
        evidence: async (subject, sealed) => {
          const frame = await door.evidence(subject, sealed);
          return { ...frame, leaves: frame.leaves.filter((_, i) => i !== kept) };
        },
      }));
      expect(['CLIENT_EVIDENCE_INCOMPLETE', 'RECEIPT_MISSING'], `entry ${kept}`).toContain(outcome);
    }
  });

  test('keeps back all there is of an acknowledgement is noticed, by what one’s own register holds', async () => {
    for (const event of [EVENTS.ContentHandover, EVENTS.ContentAccessTracking, EVENTS.ConsignmentAcceptance]) {
      const silent = (door: Door): Partial<Door> => ({
        evidence: async (subject, sealed) => {
          const { leaves, acknowledgements } = await door.evidence(subject, sealed);
          const read = leaves.map((proven) => ({ proven, entry: decodeRegisterLeaf(proven.leaf) }));
          const gone = read.filter(({ entry }) => entry.event === event).map(({ entry }) => entry.evidence);
          return {
            leaves: read.filter(({ entry }) => entry.event !== event).map(({ proven }) => proven),
            acknowledgements: acknowledgements.filter((statement) => !gone.includes(digestOf(statement))),
          };
        },
      });
      expect(await lying(silent)).toBe('CLIENT_EVIDENCE_INCOMPLETE');
    }
  });

  test('keeps back an acknowledgement, or the seals, is noticed', async () => {
    const without = (door: Door): Partial<Door> => ({
      evidence: async (subject, sealed) => {
        const frame = await door.evidence(subject, sealed);
        return { ...frame, acknowledgements: frame.acknowledgements.slice(1) };
      },
    });
    expect(await lying(without)).toBe('RECEIPT_MISSING');
    const unsealed = (door: Door): Partial<Door> => ({ evidence: (subject) => door.evidence(subject, false) });
    expect(await lying(unsealed)).toBe('RECEIPT_UNSEALED');
  });

  test('gives another transmission, other gestures, or an older directory is noticed', async () => {
    const another = await norvania.options.door.transmission(other.subject);
    expect(await lying(() => ({ transmission: async () => another }))).toBe('CLIENT_RELAY_ANSWER');
    const bare = (door: Door): Partial<Door> => ({
      transmission: async (subject) => ({ ...(await door.transmission(subject)), gestures: null }),
    });
    expect(await lying(bare)).toBe('RECEIPT_MISMATCH');
    const plain = (door: Door): Partial<Door> => ({ note: () => door.note('/v1/directory/checkpoint') });
    expect(await lying(plain)).toBe('RECEIPT_UNSEALED');
    const early = (door: Door): Partial<Door> => ({ note: () => door.note('/v1/directory/sealed?min=1') });
    expect(await lying(early)).toBe('CLIENT_RELAY_ANSWER');
  });

  test('contradicts what it showed before is not argued with', async () => {
    const { options } = norvania;
    const contradicted = (): Promise<never> => Promise.reject(new ClientError('CLIENT_ALARM', 'two roots'));
    const directory = { ...options.directory, agree: contradicted };
    const pins = { observe: contradicted };
    for (const bent of [{ directory }, { pins }])
      expect(await refusal(openEvidence({ ...options, ...bent }).bundle(sent.subject))).toBe('CLIENT_ALARM');
  });
});

test('a bundle is made of the directory as it was sealed, whatever came after', async () => {
  const before = await norvania.evidence.bundle(sent.subject);
  const links = post.norvania.links().length;
  post.clock.at += 3_600_000;
  post.norvania.wait(post.clock.at - post.norvania.now());
  await post.norvania.enrol('late', ROLES.officer);
  for (const answer of await post.catchUp(post.norvania, links)) expect(answerOf(answer)).toBe('200');
  const { zip } = await norvania.evidence.bundle(sent.subject);
  expect((await verifyBundleZip(zip, trust)).verdict.outcome).toBe('verified');
  const chains = (bytes: Uint8Array): string[] =>
    [...readZip(bytes).keys()].filter((path) => path.startsWith('chains/'));
  expect(chains(zip)).toEqual(chains(before.zip));
});
