// One honest example of every form on the wire, with the reader and the writer of its kind: what round trips and mutations start from.
import {
  decodeAcknowledgement,
  decodeWithdrawal,
  encodeAcknowledgement,
  encodeWithdrawal,
} from '../../crypto/wire/acknowledgement.ts';
import { decodeAdmission, encodeAdmission } from '../../crypto/wire/directory-entry.ts';
import {
  decodeBody,
  decodeEnvelope,
  decodeWrapList,
  encodeBody,
  encodeEnvelope,
  encodeWrapList,
} from '../../crypto/wire/envelope.ts';
import {
  decodeDirectoryObjects,
  decodeEvidence,
  decodeLinkFrame,
  decodeList,
  decodeLockboxes,
  decodeReceipt,
  decodeStored,
  decodeSubmission,
  encodeDirectoryObjects,
  encodeEvidence,
  encodeLinkFrame,
  encodeList,
  encodeLockboxes,
  encodeReceipt,
  encodeStored,
  encodeSubmission,
  type ProvenLeaf,
} from '../../crypto/wire/frames.ts';
import { decodeGestures, encodeGestures } from '../../crypto/wire/gesture.ts';
import { type Digest, idOf } from '../../crypto/wire/ids.ts';
import {
  decodeDirectoryLeaf,
  decodeRegisterLeaf,
  encodeDirectoryLeaf,
  encodeRegisterLeaf,
} from '../../crypto/wire/leaf.ts';
import { decodeLink, encodeLink } from '../../crypto/wire/roster-link.ts';
import { decodeTrustCard, encodeTrustCard } from '../../crypto/wire/trust-card.ts';
import { linkBodies, linkOf } from './link-bodies.ts';
import { assertion, newPasskey } from './passkey.ts';
import { seededRandom } from './seed.ts';
/** `bytes` are the encoding of an honest example; `again` reads and writes them. */
export type Form = {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly again: (bytes: Uint8Array) => Uint8Array;
};
const random = seededRandom('forms');
const digest = (): Digest => idOf('digest', random(32));
const authority = () => idOf('authority', random(32));
const kid = (first: number) => idOf('kid', Uint8Array.of(first, ...random(15)));
const AT = Date.UTC(2026, 8, 1, 9);
const linkForms = (): Form[] =>
  linkBodies().map((body) => ({
    what: `link ${body.type}`,
    bytes: encodeLink(linkOf(body)),
    again: (bytes) => encodeLink(decodeLink(bytes)),
  }));
const envelope = () =>
  ({
    core: {
      messageId: idOf('message', random(16)),
      caseId: idOf('case', random(16)),
      class: 2,
      sender: {
        authority: idOf('authority', new Uint8Array(32).fill(1)),
        chainSeq: 4,
        chainHead: digest(),
        kid: kid(1),
      },
      recipients: [1, 2].map((byte) => ({
        authority: idOf('authority', new Uint8Array(32).fill(byte)),
        scope: 'main',
        epoch: 3,
        keyHash: digest(),
      })),
      previous: [digest()],
      createdAt: AT,
      directory: { size: 40, root: digest() },
      answerBy: AT + 3_600_000,
    },
    body: { digest: digest(), length: 1192 },
    attachments: [{ uploadId: idOf('upload', random(16)), digest: digest(), length: 2000 }],
    wraps: digest(),
  }) as const;

const proven = (): ProvenLeaf => ({
  authority: authority(),
  index: 3,
  leaf: random(120),
  proof: 'a proof\n\nof lines\n',
});

/** Every form: links of each type, statements' payloads, leaves, frames. */
export function forms(): Form[] {
  const sealed = envelope();
  const gestures = [newPasskey(random), newPasskey(random)].map((p) => assertion(p, random(32), random(32)));
  const form = (what: string, bytes: Uint8Array, again: Form['again']): Form => ({ what, bytes, again });
  return [
    ...linkForms(),
    form('envelope', encodeEnvelope(sealed), (b) => encodeEnvelope(decodeEnvelope(b))),
    form(
      'body',
      encodeBody({
        act: random(50),
        attachments: [
          {
            uploadId: idOf('upload', random(16)),
            name: 'a b.pdf',
            mediaType: 'application/pdf',
            size: 9,
            key: random(32),
          },
        ],
        gossip: [{ origin: 'relay.example/directory', size: 40, root: digest() }],
      }),
      (b) => encodeBody(decodeBody(b)),
    ),
    form('wrap list', encodeWrapList([digest(), digest()]), (b) => encodeWrapList(decodeWrapList(b))),
    form(
      'acknowledgement',
      encodeAcknowledgement({
        subject: digest(),
        authority: authority(),
        kind: 5,
        attachments: 0,
        reason: 1,
        createdAt: AT,
        directory: { size: 41, root: digest() },
      }),
      (b) => encodeAcknowledgement(decodeAcknowledgement(b)),
    ),
    form('withdrawal', encodeWithdrawal({ subject: digest(), createdAt: AT }), (b) =>
      encodeWithdrawal(decodeWithdrawal(b)),
    ),
    form(
      'entry',
      encodeAdmission({ seq: 0, authority: authority(), registerKeys: ['a+b+c', 'd+e+f'], createdAt: AT }),
      (b) => encodeAdmission(decodeAdmission(b)),
    ),
    form(
      'trust card',
      encodeTrustCard({
        relayOrigin: 'https://relay.example:8443',
        relayName: 'relay.example',
        directoryKeys: ['a+b+c', 'd+e+f'],
        operatorKey: digest(),
        registrar: authority(),
        witnessPolicy: 'quorum none\n',
        practice: false,
      }),
      (b) => encodeTrustCard(decodeTrustCard(b)),
    ),
    form('gestures', encodeGestures(gestures), (b) => encodeGestures(decodeGestures(b))),
    form(
      'register leaf',
      encodeRegisterLeaf({
        event: 3,
        subject: digest(),
        evidence: digest(),
        counterpart: authority(),
        reason: 0,
        at: AT,
        dirSize: 40,
      }),
      (b) => encodeRegisterLeaf(decodeRegisterLeaf(b)),
    ),
    form('directory leaf', encodeDirectoryLeaf({ authority: authority(), seq: 1, hash: digest() }), (b) =>
      encodeDirectoryLeaf(decodeDirectoryLeaf(b)),
    ),
    form(
      'submission',
      encodeSubmission({ statement: random(90), wraps: [random(1168)], body: random(60), gestures: null }),
      (b) => encodeSubmission(decodeSubmission(b)),
    ),
    form('receipt', encodeReceipt([proven(), proven()]), (b) => encodeReceipt(decodeReceipt(b))),
    form(
      'transmission',
      encodeStored({
        statement: random(90),
        wrapList: random(40),
        wrap: random(1168),
        body: null,
        gestures: random(40),
      }),
      (b) => encodeStored(decodeStored(b)),
    ),
    form('evidence', encodeEvidence({ leaves: [proven()], acknowledgements: [random(80)] }), (b) =>
      encodeEvidence(decodeEvidence(b)),
    ),
    form(
      'link frame',
      encodeLinkFrame({ link: random(90), epochKey: random(1216), lockboxes: [{ kid: kid(1), box: random(1168) }] }),
      (b) => encodeLinkFrame(decodeLinkFrame(b)),
    ),
    form('directory objects', encodeDirectoryObjects([{ leaf: random(80), object: random(90) }]), (b) =>
      encodeDirectoryObjects(decodeDirectoryObjects(b)),
    ),
    form('list', encodeList([random(9), random(1)]), (b) => encodeList(decodeList(b))),
    form('lockboxes', encodeLockboxes([{ scope: 'main', epoch: 1, box: random(1168) }]), (b) =>
      encodeLockboxes(decodeLockboxes(b)),
    ),
  ];
}
