// One honest example of every form on the wire, with the reader and the writer of its kind: what round trips and mutations start from.
import { kemKeyPair } from '../../crypto/primitives/kem.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { deviceFromSeed } from '../../crypto/protocol/device.ts';
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
import { decodeLink, encodeLink, type Link, type LinkBody, type Rotation } from '../../crypto/wire/roster-link.ts';
import { decodeTrustCard, encodeTrustCard } from '../../crypto/wire/trust-card.ts';
import { PARTICULARS } from './particulars.ts';
import { assertion, newPasskey, publicPasskey } from './passkey.ts';
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
const official = () => idOf('official', random(16));
const kid = (first: number) => idOf('kid', Uint8Array.of(first, ...random(15)));
const AT = Date.UTC(2026, 8, 1, 9);
/** A body for each type of link. The program has awaited `ready()`. */
export function linkBodies(): LinkBody[] {
  const device = deviceFromSeed(random(32)).public;
  const own = newPasskey(random);
  const passkey = publicPasskey(own);
  const gesture = assertion(own, random(32), random(32));
  const rotation: Rotation = {
    scope: 'main',
    epoch: 2,
    keyHash: digest(),
    previous: { nonce: random(24), box: random(48) },
    recipients: [
      { kid: kid(1), digest: digest() },
      { kid: kid(2), digest: digest() },
    ],
  };
  const policy = {
    practice: true,
    minSuite: 1,
    rpIds: ['localhost'],
    origins: ['http://localhost:8788'],
    aaguids: [random(16)],
    formalSigners: 2,
    passkeysBeforeSending: 1,
  } as const;
  const person = { official: official(), nameCommitment: digest() };
  return [
    {
      type: 'genesis',
      kind: 'authority',
      jurisdiction: 'QN',
      territory: 'North',
      names: [
        ['en', 'Norvania'],
        ['fr', 'Norvanie'],
      ],
      admin: { ...person, device, protection: 1, passkey },
      policy,
      trustCard: digest(),
      parent: authority(),
    },
    { type: 'official_add', ...person, roles: [1, 2], inviteKey: random(32), inviteExpiresAt: AT },
    { type: 'role_set', official: person.official, roles: [3, 5] },
    { type: 'policy_set', policy, threshold: 2 },
    {
      type: 'device_add',
      official: person.official,
      device,
      protection: 0,
      lockboxes: [{ scope: 'main', epoch: 3, digest: digest() }],
      passkey,
    },
    { type: 'passkey_add', official: person.official, passkey, gesture },
    { type: 'passkey_revoke', official: person.official, credentialId: random(16), gesture },
    { type: 'official_remove', official: person.official, rotation },
    { type: 'device_revoke', kid: kid(3), rotation },
    { type: 'epoch_rotate', rotation: { ...rotation, epoch: 1, previous: null } },
    {
      type: 'recovery_set',
      recoveryKey: kemKeyPair(random(32)).publicKey,
      needed: 2,
      custodians: [1, 2].map(() => ({ key: signingKey(random(32)).publicKey, shareCommitment: digest() })),
      delayMs: 259_200_000,
      rotation,
    },
    { type: 'recover', announcement: digest(), ...person, device, passkey },
    { type: 'recover_veto', announcement: digest() },
    { type: 'endorse', authority: authority(), jurisdiction: 'QN', competence: 'all', notifiedOn: '2024-02-29' },
    { type: 'close' },
    { type: 'verify_peer', authority: authority(), chainSeq: 7 },
    { type: 'lockbox_grant', scope: 'main', epoch: 2, recipients: rotation.recipients },
    { type: 'domestic_admit', authority: authority() },
    { type: 'particulars_set', ...PARTICULARS },
  ];
}
export const linkOf = (body: LinkBody): Link => {
  const first = body.type === 'genesis';
  return {
    authority: first ? null : authority(),
    seq: first ? 0 : 5,
    previous: first ? null : digest(),
    body,
    createdAt: AT,
    directory: first ? null : { size: 12, root: digest() },
  };
};
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
