// The known answer: every byte of one whole transmission is computed again from the secrets beside it, and opened, and verified.
import { beforeAll, describe, expect, test } from 'vitest';
import { concat, equal, fromBase64, fromBase64url, fromUtf8, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { mldsaKeyPair } from '../../crypto/primitives/mldsa.ts';
import type { Random } from '../../crypto/primitives/random.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { sealAttachment } from '../../crypto/protocol/attachment.ts';
import { encodeBundleFiles, verifyBundle } from '../../crypto/protocol/bundle.ts';
import { openDirectory, readAdmission, readDirectory } from '../../crypto/protocol/bundle-directory.ts';
import { readLayout } from '../../crypto/protocol/bundle-layout.ts';
import { foldChain } from '../../crypto/protocol/chain.ts';
import { deviceFromSeed, signerOf } from '../../crypto/protocol/device.ts';
import { checkDisclosedBody } from '../../crypto/protocol/disclose.ts';
import { epochFromSeed, openPrevious, sealPrevious } from '../../crypto/protocol/epoch.ts';
import { transmitChallenge } from '../../crypto/protocol/gesture.ts';
import { invitationKeys, openCard, sealCard } from '../../crypto/protocol/invitation.ts';
import { openLockbox, sealLockbox } from '../../crypto/protocol/lockbox.ts';
import { openTransmission } from '../../crypto/protocol/open.ts';
import { seal } from '../../crypto/protocol/seal.ts';
import { wasSent } from '../../crypto/protocol/sent.ts';
import { eightWords, statementWords } from '../../crypto/protocol/words.ts';
import { logSigner, mldsaCosigner } from '../../crypto/tlog/cosignature.ts';
import { append, EMPTY_RANGE, inclusionProof, leafHash, root } from '../../crypto/tlog/merkle.ts';
import { formatVkey, openNote, parseVkey, signNote } from '../../crypto/tlog/note.ts';
import { formatProof, parseProof } from '../../crypto/tlog/proof.ts';
import { decodeAcknowledgement, encodeAcknowledgement } from '../../crypto/wire/acknowledgement.ts';
import { keyKid } from '../../crypto/wire/device.ts';
import { decodeAdmission, encodeAdmission } from '../../crypto/wire/directory-entry.ts';
import { coreHash, decodeEnvelope, encodeCore, encodeWrapList } from '../../crypto/wire/envelope.ts';
import { encodeGestures } from '../../crypto/wire/gesture.ts';
import type { Digest, Kid, OfficialId, UploadId } from '../../crypto/wire/ids.ts';
import { EVENTS, encodeRegisterLeaf } from '../../crypto/wire/leaf.ts';
import { decodeLink, encodeLink } from '../../crypto/wire/roster-link.ts';
import { digestOf, parseJoint, parseStatement, signJointly, signStatement } from '../../crypto/wire/statement.ts';
import { parseTrustCard, trustCardHash, trustCardJson } from '../../crypto/wire/trust-card.ts';
import { hex, readVectors } from '../testkit/vector-data.ts';
import type { KnownAnswer } from './known-answer-record.ts';
import { bundleFiles } from './negative-run.ts';

const known = readVectors<KnownAnswer>('own/transmission-v1.json');
const files = bundleFiles(known.bundle.files);
const file = (path: string): Uint8Array => files.get(path) as Uint8Array;
const { hash: cardHash, ...card } = known.card;
const [norvania, talassa] = known.authorities as [Known, Known];
type Known = KnownAnswer['authorities'][number];
beforeAll(ready);

/** Gives these bytes, in this order, and no others. */
function tape(...recorded: readonly Uint8Array[]): Random {
  let at = 0;
  return (length) => {
    const next = recorded[at++];
    if (next?.length !== length) throw new RangeError(`draw ${at} of ${length} bytes is not on the tape`);
    return next;
  };
}

/** The directory of the bundle, as a client that replayed it knows it. */
function directoryAt() {
  const { directory, admissions } = readLayout(files);
  const { checkpoint } = openDirectory(directory.checkpoint, card);
  const whole = readDirectory(directory.leaves, checkpoint);
  const { fromSize } = readAdmission(whole, norvania.id, admissions.get(norvania.id), card.operatorKey);
  return { admittedAt: fromSize - 1, rootAt: (size: number) => toHex(whole.rootAt(size)) as Digest };
}

const linksOf = (authority: string): Uint8Array[] =>
  [...files.keys()]
    .filter((path) => path.startsWith(`chains/${authority}/`))
    .sort()
    .map(file);

/** Everybody whose seed is in the file, as signers by kid. */
function signers(): Map<Kid, { kid: Kid; sign(message: Uint8Array): Uint8Array }> {
  const all = known.authorities.flatMap(({ devices, invitation }) => {
    const invite = signingKey(hex(invitation.seed));
    return [
      ...devices.map(({ seed }) => signerOf(deviceFromSeed(hex(seed)))),
      { kid: keyKid('invite-kid', invite.publicKey), sign: invite.sign },
    ];
  });
  return new Map(all.map((signer) => [signer.kid, signer]));
}

describe('keys', () => {
  test.each(known.authorities.map((one) => [one.name, one] as const))(
    'of %s',
    (_name, { devices, invitation, epoch, lockboxes, lockboxSealedAgain, ...authority }) => {
      for (const { seed, kid, sign, http, kemSha256 } of devices) {
        const device = deviceFromSeed(hex(seed));
        expect(device.kid).toBe(kid);
        expect(toHex(device.public.sign)).toBe(sign);
        expect(toHex(device.public.http)).toBe(http);
        expect(toHex(sha256(device.public.kem))).toBe(kemSha256);
      }
      expect(keyKid('invite-kid', signingKey(hex(invitation.seed)).publicKey)).toBe(invitation.kid);
      const { publicKey, keyHash } = epochFromSeed(hex(epoch.seed));
      expect([toHex(publicKey), keyHash]).toEqual([epoch.publicKey, epoch.keyHash]);
      const name = { authority: authority.id, scope: 'main', epoch: 1, keyHash };
      for (const { seed, kid } of devices) {
        const box = hex(lockboxes.find((one) => one.kid === kid)?.box as string);
        const { kemSecret } = deviceFromSeed(hex(seed));
        expect(toHex(openLockbox({ ...name, kid: kid as Kid, kemSecret, box }))).toBe(epoch.seed);
      }
      const { kid, coins, box } = lockboxSealedAgain;
      const { kem } = deviceFromSeed(hex(devices[0]?.seed as string)).public;
      expect(toHex(sealLockbox({ ...name, kid, kem, seed: hex(epoch.seed), random: tape(hex(coins)) }))).toBe(box);
      expect(eightWords(authority.id)).toEqual(authority.words);
    },
  );

  test('of an invitation, and the card left under it', () => {
    const { code, kid, publicKey, macKey, official, expiresAt, card: sealed } = known.invitation;
    const keys = invitationKeys(code);
    expect([keys.kid, toHex(keys.invite.publicKey), toHex(keys.macKey)]).toEqual([kid, publicKey, macKey]);
    const left = { authority: norvania.id, official: official as OfficialId, trustCard: card, expiresAt };
    expect(toHex(sealCard(keys.macKey, left))).toBe(sealed);
    expect(openCard(keys.macKey, hex(sealed))).toEqual(left);
  });

  test('of the epoch before, under the seed of the next', () => {
    const { epoch, seed, previous, nonce, box } = known.previousSeed;
    const name = { authority: norvania.id, scope: 'main', epoch, seed: hex(seed) };
    const made = sealPrevious({ ...name, previousSeed: hex(previous), random: tape(hex(nonce)) });
    expect(toHex(made.box)).toBe(box);
    const previousKeyHash = epochFromSeed(hex(previous)).keyHash;
    const opened = openPrevious({ ...name, previous: { nonce: hex(nonce), box: hex(box) }, previousKeyHash });
    expect(toHex(opened)).toBe(previous);
  });

  test('of the relay: operator, logs, trust card', () => {
    const operator = signingKey(hex(known.operator.seed));
    expect(toHex(operator.publicKey)).toBe(card.operatorKey);
    expect(keyKid('operator-kid', operator.publicKey)).toBe(known.operator.kid);
    for (const { origin, ed25519Seed, mldsa44Seed, keys } of known.logs)
      expect([
        formatVkey(origin, 1, signingKey(hex(ed25519Seed)).publicKey),
        formatVkey(origin, 6, mldsaKeyPair(hex(mldsa44Seed)).publicKey),
      ]).toEqual(keys);
    expect(trustCardHash(card)).toBe(cardHash);
    expect(fromUtf8(file('claimed/trust-card.json'))).toBe(trustCardJson(card));
    expect(parseTrustCard(trustCardJson(card))).toEqual(card);
  });
});

describe('chains', () => {
  test.each(known.authorities.map((one) => [one.name, one] as const))(
    'of %s: each link is made again, and the fold is the same',
    async (_name, authority) => {
      const links = linksOf(authority.id);
      expect(links).toHaveLength(authority.head.seq + 1);
      const known = signers();
      for (const [seq, bytes] of links.entries()) {
        const { payload, signatures } = parseJoint('link', bytes, bytes.length);
        expect(equal(encodeLink(decodeLink(payload)), payload), `link ${seq}`).toBe(true);
        const by = signatures.map(({ kid }) => known.get(kid) as NonNullable<ReturnType<typeof known.get>>);
        expect(toHex(signJointly('link', payload, by)), `link ${seq}`).toBe(toHex(bytes));
      }
      const roster = await foldChain(links, authority.id);
      expect({ seq: roster.headSeq, hash: roster.headHash }).toEqual(authority.head);
      expect(roster.epochs.map(({ epoch, keyHash }) => [epoch, keyHash])).toEqual([[1, authority.epoch.keyHash]]);
      expect([...roster.devices.keys()].sort()).toEqual(authority.devices.map(({ kid }) => kid).sort());
    },
  );

  test('admissions are made again by the operator', () => {
    const { sign } = signingKey(hex(known.operator.seed));
    for (const { id } of known.authorities) {
      const entry = file(`entries/${id}.cose`);
      const { payload } = parseStatement('entry', entry, 8192);
      expect(toHex(encodeAdmission(decodeAdmission(payload)))).toBe(toHex(payload));
      expect(toHex(signStatement('entry', payload, { kid: known.operator.kid, sign }))).toBe(toHex(entry));
    }
  });
});

describe('the transmission', () => {
  const { transmission, attachments } = known;
  const sealedFiles = () =>
    attachments.map(({ uploadId, name, mediaType, key, salt, plaintext }) => {
      const content = fromBase64(plaintext) as Uint8Array;
      const { ref, ciphertext } = sealAttachment({
        authority: norvania.id,
        uploadId: uploadId as UploadId,
        key: hex(key),
        plaintext: content,
        random: tape(hex(salt)),
      });
      return { ref, name, mediaType, size: content.length, key: hex(key), ciphertext };
    });

  test('its files are sealed again', () => {
    for (const [i, { ref, ciphertext }] of sealedFiles().entries()) {
      const { uploadId, digest, length } = attachments[i] as (typeof attachments)[number];
      expect(ref).toEqual({ uploadId, digest, length });
      expect(equal(ciphertext, file(`transmission/attachments/${uploadId}.bin`))).toBe(true);
    }
  });

  test('it is sealed and signed again, byte for byte', () => {
    expect(toHex(encodeCore(transmission.core))).toBe(transmission.coreBytes);
    expect(toHex(coreHash(transmission.core))).toBe(transmission.coreHash);
    const sealed = seal({
      core: transmission.core,
      act: hex(transmission.act),
      attachments: sealedFiles(),
      gossip: [{ origin: 'relay.example/directory', size: 40, root: transmission.gossipRoot as Digest }],
      recipientKeys: new Map(known.authorities.map(({ id, epoch }) => [id, hex(epoch.publicKey)])),
      signer: signerOf(deviceFromSeed(hex(norvania.devices[0]?.seed as string))),
      random: tape(...transmission.random.map(hex)),
    });
    expect(toHex(sealed.statement)).toBe(toHex(file('transmission/statement.cose')));
    expect(sealed.subject).toBe(transmission.subject);
    expect(statementWords(sealed.subject)).toEqual(transmission.words);
    expect(sealed.wraps.map(toHex)).toEqual(transmission.wraps);
    expect(toHex(sealed.wrapList)).toBe(toHex(file('transmission/wraps.cbor')));
    expect(toHex(encodeWrapList(sealed.wraps.map((wrap) => digestOf(wrap))))).toBe(toHex(sealed.wrapList));
    expect(toHex(sealed.body)).toBe(toHex(file('transmission/body.bin')));
    expect(toHex(sealed.contentKey)).toBe(transmission.contentKey);
  });

  test('its gesture is made again', () => {
    const { nonce, challenge, clientDataJson, authenticatorData } = known.gesture;
    expect(toHex(transmitChallenge(transmission.subject, hex(nonce)))).toBe(challenge);
    const client = JSON.parse(fromUtf8(hex(clientDataJson))) as { challenge: string };
    expect(toHex(fromBase64url(client.challenge) as Uint8Array)).toBe(challenge);
    const { passkeySeed, credentialId } = norvania.devices[0] as (typeof norvania.devices)[number];
    const signature = signingKey(hex(passkeySeed)).sign(concat(hex(authenticatorData), sha256(hex(clientDataJson))));
    const gesture = {
      credentialId: hex(credentialId),
      authenticatorData: hex(authenticatorData),
      clientDataJson: hex(clientDataJson),
      signature,
      nonce: hex(nonce),
    };
    expect(toHex(encodeGestures([gesture]))).toBe(toHex(file('transmission/gestures.cbor')));
  });

  test('each recipient opens it', async () => {
    const rosters = new Map<string, Awaited<ReturnType<typeof foldChain>>>();
    for (const { id } of known.authorities) rosters.set(id, await foldChain(linksOf(id)));
    const view = ({ id }: Known) => {
      const roster = rosters.get(id) as NonNullable<ReturnType<typeof rosters.get>>;
      const links = linksOf(id);
      return { roster, seq: roster.headSeq, hashAt: (seq: number) => (links[seq] ? digestOf(links[seq]) : null) };
    };
    for (const me of known.authorities) {
      const own = me.id === norvania.id;
      const event = own ? EVENTS.SubmissionAcceptance : EVENTS.ContentConsignment;
      const index = transmission.core.recipients.findIndex(({ authority }) => authority === me.id);
      const opened = await openTransmission({
        statement: file('transmission/statement.cose'),
        wrapList: file('transmission/wraps.cbor'),
        wrap: hex(transmission.wraps[index] as string),
        body: file('transmission/body.bin'),
        gestures: file('transmission/gestures.cbor'),
        leaf: (
          known.entries.find((e) => e.register === me.id && e.leaf.event === event) as KnownAnswer['entries'][number]
        ).leaf,
        sender: view(norvania),
        mine: view(me),
        directory: directoryAt(),
        seedOf: () => hex(me.epoch.seed),
        seenAs: () => null,
      });
      expect(toHex(opened.act)).toBe(transmission.act);
      expect(opened.signedBy).toEqual([norvania.devices[0]?.official]);
      expect(opened.attachments.map(({ name, key }) => [name, toHex(key)])).toEqual(
        attachments.map(({ name, key }) => [name, key]),
      );
    }
  });
});

describe('registers', () => {
  const leavesOf = ({ leaves }: KnownAnswer['logs'][number]): Uint8Array[] =>
    typeof leaves === 'string' ? [...readLayout(files).directory.leaves] : leaves.map(hex);

  test.each(known.logs.map((log) => [log.origin.replace(/[0-9a-f]{60}$/, ''), log] as const))(
    '%s: root, checkpoint and proofs are made again',
    (_origin, log) => {
      const leaves = leavesOf(log);
      expect(leaves).toHaveLength(log.size);
      const nodes = new Map<string, Uint8Array>();
      let range = EMPTY_RANGE;
      for (const leaf of leaves) {
        const next = append(range, leafHash(leaf));
        for (const [level, index, hash] of next.newNodes) nodes.set(`${level}/${index}`, hash);
        range = next.range;
      }
      expect(toHex(root(range))).toBe(log.root);
      const ed25519 = logSigner(log.origin, signingKey(hex(log.ed25519Seed)));
      const text = log.plain.slice(0, log.plain.indexOf('\n\n') + 1);
      expect(signNote(text, [ed25519])).toBe(log.plain);
      const pair = mldsaKeyPair(hex(log.mldsa44Seed));
      const sealedAgain = (note: string): string => {
        const seconds = openNote(note, log.keys.map(parseVkey)).signatures.find(({ key }) => key.type === 6)?.timestamp;
        return signNote(text, [ed25519, mldsaCosigner(log.origin, pair, seconds as number)]);
      };
      const directory = fromUtf8(file('directory/checkpoint'));
      if (directory.startsWith(`${log.origin}\n`)) expect(sealedAgain(directory)).toBe(directory);
      const read = (level: number, index: number) => nodes.get(`${level}/${index}`) as Uint8Array;
      const proven = readLayout(files).evidence.filter(({ proof }) => proof.includes(`\n${log.origin}\n`));
      for (const { index, leaf, proof } of proven) {
        expect(toHex(leaves[index] as Uint8Array)).toBe(toHex(leaf));
        const { checkpointNote } = parseProof(proof);
        expect(sealedAgain(checkpointNote)).toBe(checkpointNote);
        expect(formatProof({ index, hashes: inclusionProof(index, log.size, read), checkpointNote })).toBe(proof);
      }
      expect(proven.length > 0).toBe(typeof log.leaves !== 'string');
    },
  );

  test('every leaf is encoded again', () => {
    const evidence = readLayout(files).evidence;
    expect(known.entries).toHaveLength(evidence.length);
    for (const { register, index, leaf } of known.entries) {
      const proven = evidence.find((e) => e.authority === register && e.index === index);
      expect(toHex(encodeRegisterLeaf(leaf))).toBe(toHex(proven?.leaf as Uint8Array));
    }
  });

  test('every acknowledgement is signed again', () => {
    const signer = signerOf(deviceFromSeed(hex(talassa.devices[0]?.seed as string)));
    for (const hash of known.acknowledgements) {
      const statement = file(`acknowledgements/${hash}.cose`);
      const { payload } = parseStatement('ack', statement, 2048);
      const again = encodeAcknowledgement(decodeAcknowledgement(payload));
      expect(toHex(signStatement('ack', again, signer))).toBe(toHex(statement));
    }
  });
});

describe('the bundle', () => {
  test('is written again as it was, and is verified', async () => {
    expect(toHex(sha256(file('META-INF/manifest.sha256')))).toBe(known.bundle.manifestSha256);
    const again = encodeBundleFiles(readLayout(files));
    expect([...again.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [path, content] of again) expect(toHex(content), path).toBe(toHex(file(path)));
    const { outcome, checks, facts } = await verifyBundle(files, card);
    expect(checks.filter((check) => check.outcome !== 'passed')).toEqual([]);
    expect(outcome).toBe('verified');
    expect(facts?.endorsements.map(({ authority }) => authority).sort()).toEqual([norvania.id, talassa.id].sort());
  });

  test('opens with the disclosed keys', () => {
    const { disclosed, body } = readLayout(files);
    expect(toHex(disclosed.contentKey as Uint8Array)).toBe(known.transmission.contentKey);
    const { payload } = parseStatement('envelope', file('transmission/statement.cose'), 65_536);
    const opened = checkDisclosedBody({
      envelope: decodeEnvelope(payload),
      body: body as Uint8Array,
      contentKey: disclosed.contentKey as Uint8Array,
    });
    expect(toHex(opened.act)).toBe(known.transmission.act);
    for (const { plaintext, uploadId } of known.attachments)
      expect(wasSent(files, fromBase64(plaintext) as Uint8Array)).toEqual({ answer: 'sent', uploadId });
    expect(wasSent(files, utf8('something else')).answer).toBe('not sent');
  });
});
