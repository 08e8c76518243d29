// Transmissions between members of the cast, and what an honest relay serves of them to one party.
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { sealAttachment } from '../../crypto/protocol/attachment.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import type { OpenInput } from '../../crypto/protocol/open.ts';
import { type SealedFile, type SealedTransmission, type SealInput, seal } from '../../crypto/protocol/seal.ts';
import { CLASSES, type EnvelopeClass, type EnvelopeCore, type Recipient } from '../../crypto/wire/envelope.ts';
import { encodeGestures, gesturesDigest } from '../../crypto/wire/gesture.ts';
import { idOf } from '../../crypto/wire/ids.ts';
import { EVENTS, REASONS, type RegisterLeaf } from '../../crypto/wire/leaf.ts';
import { MINUTE, type Person, type TestAuthority } from './cast.ts';
import { transmitGesture } from './passkey.ts';
import { seededRandom } from './seed.ts';

export const ACT: Uint8Array = utf8('an encoded act: please hear the witness Amarantha Quill');
const DIRECTORY_SIZE = 40;
/** The nonce that the relay issued for every gesture of the cast. */
export const NONCE: Uint8Array = seededRandom('gesture nonce')(32);

export type Draft = {
  readonly label?: string;
  readonly class?: EnvelopeClass;
  readonly by?: Person;
  readonly act?: Uint8Array;
  readonly files?: readonly Uint8Array[];
  readonly core?: Partial<EnvelopeCore>;
  readonly input?: Partial<SealInput>;
};

/** How an authority is addressed now. */
export function addressed(authority: TestAuthority): Recipient {
  const { number, keyHash } = authority.epoch();
  return { authority: authority.id, scope: 'main', epoch: number, keyHash };
}

export type SealedFiles = { readonly files: readonly SealedFile[]; readonly ciphertexts: readonly Uint8Array[] };

/** Files sealed for upload by `from`. */
export function sealFiles(from: TestAuthority, contents: readonly Uint8Array[], label = 'files'): SealedFiles {
  const random = seededRandom(label);
  const sealed = contents.map((plaintext, i) => {
    const key = random(32);
    const { ciphertext, ref } = sealAttachment({
      authority: from.id,
      uploadId: idOf('upload', random(16)),
      key,
      plaintext,
      random,
    });
    const file = { ref, name: `exhibit ${i}.pdf`, mediaType: 'application/pdf', size: plaintext.length, key };
    return { file, ciphertext };
  });
  return { files: sealed.map(({ file }) => file), ciphertexts: sealed.map(({ ciphertext }) => ciphertext) };
}

/** What an honest client of `from` would put into `seal`. */
export function sealInput(from: TestAuthority, to: readonly TestAuthority[], draft: Draft = {}): SealInput {
  const random = seededRandom(`transmission ${draft.label ?? ''}`);
  const by = draft.by ?? from.admins[0];
  const view = from.view();
  const klass = draft.class ?? CLASSES.ordinary;
  const parties = [from, ...to];
  const core: EnvelopeCore = {
    messageId: idOf('message', random(16)),
    caseId: idOf('case', random(16)),
    class: klass,
    sender: {
      authority: from.id,
      chainSeq: view.seq,
      chainHead: from.roster().headHash,
      kid: by.device.kid,
    },
    recipients: parties.map(addressed),
    previous: [],
    createdAt: from.now(),
    directory: { size: DIRECTORY_SIZE, root: idOf('digest', random(32)) },
    answerBy: klass === CLASSES.urgent ? from.now() + 60 * MINUTE : null,
    ...draft.core,
  };
  return {
    core,
    act: draft.act ?? ACT,
    attachments: draft.files ? sealFiles(from, draft.files).files : [],
    gossip: [{ origin: 'relay.example/directory', size: 40, root: idOf('digest', random(32)) }],
    recipientKeys: new Map(parties.map((party) => [party.id, party.epoch().publicKey])),
    signer: signerOf(by.device),
    random,
    ...draft.input,
  };
}

export const sealTo = (from: TestAuthority, to: readonly TestAuthority[], draft: Draft = {}): SealedTransmission =>
  seal(sealInput(from, to, draft));

/** Gestures of `people` over a transmission, encoded; null where there are none. */
export const gesturesOf = (sealed: SealedTransmission, ...people: readonly Person[]): Uint8Array | null =>
  people.length === 0
    ? null
    : encodeGestures(people.map(({ passkey }) => transmitGesture(passkey, sealed.subject, NONCE)));

/** What an honest relay serves to `me`, with its leaf; `signers` made gestures. */
export function served(
  sealed: SealedTransmission,
  from: TestAuthority,
  me: TestAuthority,
  signers: readonly Person[] = [],
): OpenInput {
  const own = from.id === me.id;
  const gestures = gesturesOf(sealed, ...signers);
  const leaf: RegisterLeaf = {
    event: own ? EVENTS.SubmissionAcceptance : EVENTS.ContentConsignment,
    subject: sealed.subject,
    evidence: gestures && gesturesDigest(gestures),
    counterpart: own ? null : from.id,
    reason: REASONS.none,
    at: sealed.envelope.core.createdAt + 1000,
    dirSize: DIRECTORY_SIZE + 1,
  };
  const index = sealed.envelope.core.recipients.findIndex(({ authority }) => authority === me.id);
  return {
    statement: sealed.statement,
    wrapList: sealed.wrapList,
    wrap: sealed.wraps[index] ?? (sealed.wraps[0] as Uint8Array),
    body: sealed.body,
    gestures,
    leaf,
    sender: from.view(),
    mine: me.view(),
    directory: { admittedAt: 0, rootAt: () => sealed.envelope.core.directory.root },
    seedOf: me.seedOf,
    seenAs: () => null,
  };
}
