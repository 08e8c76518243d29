// A small world for proofs: two authorities and a registrar in one directory, a bystander between them, registers, and a transmission that was
// sent, received, opened and taken. Every seed is fixed by the label, so that one world has one set of bytes.
import { toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import type { BundleParts } from '../../crypto/protocol/bundle-layout.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import type { ExpectedSubmission } from '../../crypto/protocol/receipt.ts';
import type { SealedTransmission } from '../../crypto/protocol/seal.ts';
import {
  ACK_EVENTS,
  type AckKind,
  type Acknowledgement,
  encodeAcknowledgement,
} from '../../crypto/wire/acknowledgement.ts';
import { keyKid } from '../../crypto/wire/device.ts';
import { encodeAdmission } from '../../crypto/wire/directory-entry.ts';
import { CLASSES, type EnvelopeClass } from '../../crypto/wire/envelope.ts';
import type { ProvenLeaf } from '../../crypto/wire/frames.ts';
import { gesturesDigest } from '../../crypto/wire/gesture.ts';
import { type AuthorityId, type Digest, idOf } from '../../crypto/wire/ids.ts';
import {
  EVENTS,
  encodeDirectoryLeaf,
  encodeRegisterLeaf,
  OPERATOR_ID,
  REASONS,
  type RegisterLeaf,
} from '../../crypto/wire/leaf.ts';
import { digestOf, type StatementSigner, signStatement } from '../../crypto/wire/statement.ts';
import { directoryOrigin, registerOrigin, type TrustCard, trustCardHash } from '../../crypto/wire/trust-card.ts';
import { DAY, found, MINUTE, type Person, START, type TestAuthority } from './cast.ts';
import { openLog, type Sealing, type TestLog } from './log.ts';
import { seededRandom } from './seed.ts';
import { gesturesOf, sealFiles, sealTo } from './transmission.ts';

export const RELAY = 'relay.example';

/** An entry as it was made; `prove` gives its proof under the register as it is when asked. */
export type Entry = { readonly register: AuthorityId; readonly index: number; readonly leaf: RegisterLeaf };

export type World = {
  readonly card: TrustCard;
  readonly operator: StatementSigner;
  readonly directory: TestLog;
  readonly norvania: TestAuthority;
  readonly talassa: TestAuthority;
  readonly bystander: TestAuthority;
  readonly registrar: TestAuthority;
  readonly admissions: ReadonlyMap<AuthorityId, Uint8Array>;
  readonly entries: readonly Entry[];
  readonly acknowledgements: readonly Uint8Array[];
  /** What the directory is now, as an author would have verified it. */
  anchor(): { size: number; root: Digest };
  register(authority: AuthorityId): TestLog;
  /** Brings the links of an authority that the directory does not have into it. */
  publish(authority: TestAuthority): void;
  admit(authority: TestAuthority): void;
  /** Enters one leaf; `at` and `dirSize` are now unless given. */
  enter(register: AuthorityId, leaf: Pick<RegisterLeaf, 'event' | 'subject'> & Partial<RegisterLeaf>): Entry;
  /** Norvania writes to Talassa; `forge` replaces what is entered and exported by something else. */
  send(class_: EnvelopeClass, signers?: readonly Person[], forge?: Forgery): Sent;
  acknowledge(sent: Sent, kind: AckKind, by?: Person, change?: Partial<Acknowledgement>): readonly [Entry, Entry];
  prove(entry: Entry, sealing?: Sealing): ProvenLeaf;
  /** The bundle that an honest party exports about `sent`. */
  parts(sent: Sent): BundleParts;
};

export type Forgery = (
  sealed: SealedTransmission,
  gestures: Uint8Array | null,
) => { readonly sealed?: SealedTransmission; readonly gestures?: Uint8Array | null };

export type Sent = {
  readonly sealed: SealedTransmission;
  readonly gestures: Uint8Array | null;
  readonly files: readonly Uint8Array[];
  readonly ciphertexts: readonly Uint8Array[];
  readonly keys: readonly Uint8Array[];
  readonly entries: readonly Entry[];
  readonly expected: ExpectedSubmission;
};

/** Founds the world. All proofs are sealed a day after it begins. `here`: its chains name this relay's trust card, as clients ask of them. */
export async function openWorld(label = 'world', { here = false }: { readonly here?: boolean } = {}): Promise<World> {
  const random = seededRandom(label);
  const operatorKey = signingKey(random(32));
  const operator = { kid: keyKid('operator-kid', operatorKey.publicKey), sign: operatorKey.sign };
  const directory = openLog(directoryOrigin(RELAY));
  const card: TrustCard = {
    relayOrigin: `https://${RELAY}`,
    relayName: RELAY,
    directoryKeys: directory.keys,
    operatorKey: toHex(operatorKey.publicKey),
    registrar: null,
    witnessPolicy: 'quorum none\n',
    practice: true,
  };
  const ours = here ? { trustCard: trustCardHash(card) } : {};
  const [norvania, talassa, bystander, registrar] = [
    await found('Norvania', ours),
    await found('Talassa', { jurisdiction: 'QN', ...ours }),
    await found('Bystander', ours),
    await found('Registrar', { kind: 'registrar', ...ours }),
  ];
  for (const { id, jurisdiction } of [
    { id: norvania.id, jurisdiction: 'QM' },
    { id: talassa.id, jurisdiction: 'QN' },
  ])
    await registrar.extend({
      type: 'endorse',
      authority: id,
      jurisdiction,
      competence: 'mutual legal assistance',
      notifiedOn: '2026-08-01',
    });
  const published = new Map<AuthorityId, number>();
  const registers = new Map<AuthorityId, TestLog>();
  const admissions = new Map<AuthorityId, Uint8Array>();
  const entries: Entry[] = [];
  const acknowledgements: Uint8Array[] = [];
  const acknowledged = new Map<Digest, Digest>();
  let clock = START + DAY / 2;
  const sealing = (): Sealing => ({ sealedAt: clock + MINUTE });

  const world: World = {
    card: { ...card, registrar: registrar.id },
    operator,
    directory,
    norvania,
    talassa,
    bystander,
    registrar,
    admissions,
    entries,
    acknowledgements,
    anchor: () => ({ size: directory.leaves.length, root: idOf('digest', directory.root()) }),
    register(authority) {
      const log = registers.get(authority) ?? openLog(registerOrigin(RELAY, authority));
      registers.set(authority, log);
      return log;
    },
    publish({ id, links }) {
      const from = published.get(id) ?? 0;
      for (const [seq, link] of links().entries())
        if (seq >= from) directory.append(encodeDirectoryLeaf({ authority: id, seq, hash: digestOf(link) }));
      published.set(id, links().length);
    },
    admit({ id }) {
      const seq = admissions.size;
      const registerKeys = world.register(id).keys;
      const payload = encodeAdmission({ seq, authority: id, registerKeys, createdAt: START + MINUTE * 30 });
      const entry = signStatement('entry', payload, operator);
      directory.append(encodeDirectoryLeaf({ authority: OPERATOR_ID, seq, hash: digestOf(entry) }));
      admissions.set(id, entry);
    },
    enter(register, given) {
      const { size } = world.anchor();
      const rest = { evidence: null, counterpart: null, reason: REASONS.none, at: clock, dirSize: size };
      const leaf = { ...rest, ...given };
      const entry = { register, index: world.register(register).append(encodeRegisterLeaf(leaf)), leaf };
      entries.push(entry);
      return entry;
    },
    send(class_, signers = [], forge) {
      clock += MINUTE;
      const name = `${label} ${entries.length}`;
      const files = [utf8(`${name}: an exhibit`), seededRandom(`${name} file`)(40_000)];
      const { files: attachments, ciphertexts } = sealFiles(norvania, files, name);
      const urgent = class_ === CLASSES.urgent ? { answerBy: clock + 60 * MINUTE } : {};
      const honest = sealTo(norvania, [talassa], {
        label: name,
        class: class_,
        core: { directory: world.anchor(), createdAt: clock - 1000, ...urgent },
        input: { attachments },
      });
      const made = { sealed: honest, gestures: gesturesOf(honest, ...signers) };
      const { sealed, gestures } = { ...made, ...forge?.(made.sealed, made.gestures) };
      const evidence = gestures && gesturesDigest(gestures);
      const { subject } = sealed;
      const entered = [
        world.enter(norvania.id, { event: EVENTS.SubmissionAcceptance, subject, evidence }),
        world.enter(talassa.id, { event: EVENTS.ContentConsignment, subject, evidence, counterpart: norvania.id }),
      ];
      const recipients = sealed.envelope.core.recipients.map(({ authority }) => authority);
      return {
        sealed,
        gestures,
        files,
        ciphertexts,
        keys: attachments.map(({ key }) => key),
        entries: entered,
        expected: { subject, evidence, sender: norvania.id, recipients, dirSizeAtLeast: world.anchor().size },
      };
    },
    acknowledge({ sealed: { subject } }, kind, by = talassa.admins[0], change = {}) {
      clock += MINUTE;
      const payload = encodeAcknowledgement({
        subject,
        authority: talassa.id,
        kind,
        attachments: kind === 1 ? 2 : 0,
        reason: REASONS.none,
        createdAt: clock - 1000,
        directory: world.anchor(),
        ...change,
      });
      const statement = signStatement('ack', payload, signerOf(by.device));
      acknowledgements.push(statement);
      acknowledged.set(digestOf(statement), subject);
      const leaf = { event: ACK_EVENTS[kind], subject, evidence: digestOf(statement), counterpart: talassa.id };
      return [world.enter(talassa.id, leaf), world.enter(norvania.id, leaf)];
    },
    prove: ({ register, index, leaf }, how = sealing()) => ({
      authority: register,
      index,
      leaf: encodeRegisterLeaf(leaf),
      proof: world.register(register).proof(index, how),
    }),
    parts: ({ sealed, gestures }) => ({
      statement: sealed.statement,
      wrapList: sealed.wrapList,
      gestures,
      body: sealed.body,
      attachments: new Map(),
      evidence: entries.filter(({ leaf }) => leaf.subject === sealed.subject).map((entry) => world.prove(entry)),
      acknowledgements: acknowledgements.filter((a) => acknowledged.get(digestOf(a)) === sealed.subject),
      chains: new Map([norvania, talassa, registrar].map((a) => [a.id, [...a.links()]])),
      admissions: new Map([norvania.id, talassa.id].map((id) => [id, admissions.get(id) as Uint8Array])),
      directory: { checkpoint: directory.note(sealing()), leaves: [...directory.leaves] },
      claimedCard: world.card,
      disclosed: { contentKey: null, attachments: [] },
    }),
  };
  for (const authority of [norvania, bystander, talassa, registrar]) world.publish(authority);
  for (const authority of [bystander, norvania, talassa]) world.admit(authority);
  return world;
}
