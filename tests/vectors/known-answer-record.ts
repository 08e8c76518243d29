// What the known-answer file holds, and how one is written: a whole transmission, genesis to bundle, with every secret that made it.
import { toBase64, toHex } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { encodeBundleFiles } from '../../crypto/protocol/bundle.ts';
import { deviceFromSeed } from '../../crypto/protocol/device.ts';
import { epochFromSeed, sealPrevious } from '../../crypto/protocol/epoch.ts';
import { transmitChallenge } from '../../crypto/protocol/gesture.ts';
import { invitationKeys, sealCard } from '../../crypto/protocol/invitation.ts';
import { sealLockbox } from '../../crypto/protocol/lockbox.ts';
import { eightWords, statementWords } from '../../crypto/protocol/words.ts';
import { keyKid } from '../../crypto/wire/device.ts';
import { coreHash, encodeCore } from '../../crypto/wire/envelope.ts';
import { decodeGestures } from '../../crypto/wire/gesture.ts';
import type { OfficialId } from '../../crypto/wire/ids.ts';
import { directoryOrigin, trustCardHash } from '../../crypto/wire/trust-card.ts';
import { disclosing, openBundle } from '../testkit/bundle.ts';
import { START, type TestAuthority } from '../testkit/cast.ts';
import { seededRandom } from '../testkit/seed.ts';
import { ACT, NONCE } from '../testkit/transmission.ts';
import { RELAY } from '../testkit/world.ts';

const LABEL = 'known answer';
const CODE = 'V2RX-6T0M-4KQH-91ZD-PBE8';

/** A person of the cast with the seeds that `found` drew for them. */
type PersonSecrets = { official: Uint8Array; device: Uint8Array; passkey: Uint8Array; credentialId: Uint8Array };
type AuthoritySecrets = { people: [PersonSecrets, PersonSecrets]; invite: Uint8Array };

// In the order in which `found` draws them; that they are the right ones is checked against the authority itself.
function secretsOf(name: string, authority: TestAuthority): AuthoritySecrets {
  const random = seededRandom(`authority ${name}`);
  const person = (): PersonSecrets => ({
    official: random(16),
    device: random(32),
    passkey: random(32),
    credentialId: random(32),
  });
  const people: [PersonSecrets, PersonSecrets] = [person(), person()];
  for (const [i, { device }] of people.entries())
    if (deviceFromSeed(device).kid !== authority.admins[i]?.device.kid)
      throw new TypeError('the cast draws its seeds in another order than this file');
  return { people, invite: random(32) };
}

const hexes = (items: readonly Uint8Array[]): string[] => items.map(toHex);

function authorityRecord(name: string, authority: TestAuthority) {
  const { people, invite } = secretsOf(name, authority);
  const roster = authority.roster();
  const seed = authority.seedOf('main', 1) as Uint8Array;
  const { publicKey, keyHash } = epochFromSeed(seed);
  const { kid, public: shown } = deviceFromSeed(people[0].device);
  const coins = seededRandom(`lockbox ${name}`)(64);
  const box = { authority: authority.id, scope: 'main', epoch: 1, kid, keyHash };
  return {
    name,
    id: authority.id,
    words: eightWords(authority.id),
    devices: people.map((person) => {
      const device = deviceFromSeed(person.device);
      const { sign, http, kem } = device.public;
      return {
        official: toHex(person.official),
        seed: toHex(person.device),
        kid: device.kid,
        sign: toHex(sign),
        http: toHex(http),
        kemSha256: toHex(sha256(kem)),
        passkeySeed: toHex(person.passkey),
        credentialId: toHex(person.credentialId),
      };
    }),
    invitation: { seed: toHex(invite), kid: keyKid('invite-kid', signingKey(invite).publicKey) },
    epoch: { number: 1, seed: toHex(seed), publicKey: toHex(publicKey), keyHash },
    lockboxes: [...authority.boxes()].map(([to, bytes]) => ({ kid: to, box: toHex(bytes) })),
    lockboxSealedAgain: {
      kid,
      coins: toHex(coins),
      box: toHex(sealLockbox({ ...box, kem: shown.kem, seed, random: () => coins })),
    },
    head: { seq: roster.headSeq, hash: roster.headHash },
  };
}

/** Builds the record. Everything in it follows from fixed labels: made twice, it is the same. */
export async function knownAnswer() {
  const bundle = await openBundle(LABEL);
  const { world, sent } = bundle;
  const { norvania, talassa, card } = world;
  const { sealed } = sent;
  const { core } = sealed.envelope;
  // In the order in which `sealInput` and then `seal` draw.
  const drawn = seededRandom(`transmission ${LABEL} 0`);
  const [_message, _case, _directory, gossipRoot] = [drawn(16), drawn(16), drawn(32), drawn(32)] as const;
  const tape = [drawn(32), drawn(24), ...core.recipients.map(() => drawn(64))];
  if (toHex(tape[0] as Uint8Array) !== toHex(sealed.contentKey))
    throw new TypeError('the transmission draws in another order than this file');

  const [gesture] = decodeGestures(sent.gestures as Uint8Array);
  const invitation = invitationKeys(CODE);
  const invited = {
    authority: norvania.id,
    official: '0f'.repeat(16) as OfficialId,
    trustCard: card,
    expiresAt: START,
  };
  const [older, newer, nonce] = [1, 2, 3].map((n) => seededRandom(`previous ${n}`)(n === 3 ? 24 : 32)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const previous = sealPrevious({
    authority: norvania.id,
    scope: 'main',
    epoch: 2,
    seed: newer,
    previousSeed: older,
    random: () => nonce,
  });
  const parts = disclosing(bundle);
  const files = encodeBundleFiles(parts);
  const logs = [world.directory, world.register(norvania.id), world.register(talassa.id)];
  const operatorSeed = seededRandom(LABEL)(32);
  return {
    about:
      'A whole transmission of protocol version 1, genesis to bundle. Bytes are lowercase hexadecimal, files of the bundle standard base64. Never regenerated: a difference is a change of the wire.',
    card: { ...card, hash: trustCardHash(card) },
    operator: { seed: toHex(operatorSeed), kid: world.operator.kid },
    authorities: [authorityRecord('Norvania', norvania), authorityRecord('Talassa', talassa)],
    registrar: world.registrar.id,
    invitation: {
      code: CODE,
      kid: invitation.kid,
      publicKey: toHex(invitation.invite.publicKey),
      macKey: toHex(invitation.macKey),
      official: invited.official,
      expiresAt: invited.expiresAt,
      card: toHex(sealCard(invitation.macKey, invited)),
    },
    previousSeed: {
      epoch: 2,
      seed: toHex(newer),
      previous: toHex(older),
      nonce: toHex(nonce),
      box: toHex(previous.box),
    },
    attachments: sent.files.map((plaintext, i) => ({
      uploadId: sealed.envelope.attachments[i]?.uploadId as string,
      name: `exhibit ${i}.pdf`,
      mediaType: 'application/pdf',
      key: toHex(sent.keys[i] as Uint8Array),
      salt: toHex((sent.ciphertexts[i] as Uint8Array).subarray(0, 24)),
      plaintext: toBase64(plaintext),
      digest: sealed.envelope.attachments[i]?.digest as string,
      length: sealed.envelope.attachments[i]?.length as number,
    })),
    transmission: {
      core,
      coreBytes: toHex(encodeCore(core)),
      coreHash: toHex(coreHash(core)),
      act: toHex(ACT),
      gossipRoot: toHex(gossipRoot),
      random: hexes(tape),
      contentKey: toHex(sealed.contentKey),
      wraps: hexes(sealed.wraps),
      subject: sealed.subject,
      words: statementWords(sealed.subject),
    },
    gesture: {
      nonce: toHex(NONCE),
      challenge: toHex(transmitChallenge(sealed.subject, NONCE)),
      clientDataJson: toHex(gesture?.clientDataJson as Uint8Array),
      authenticatorData: toHex(gesture?.authenticatorData as Uint8Array),
    },
    entries: world.entries.map(({ register, index, leaf }) => ({ register, index, leaf })),
    acknowledgements: world.acknowledgements.map((statement) => toHex(sha256(statement))),
    logs: logs.map((log) => ({
      origin: log.origin,
      ed25519Seed: toHex(log.seedOf('ed25519')),
      mldsa44Seed: toHex(log.seedOf('mldsa44')),
      keys: log.keys,
      leaves: log.origin === directoryOrigin(RELAY) ? 'directory/leaves.bin' : hexes(log.leaves),
      size: log.leaves.length,
      root: toHex(log.root()),
      plain: log.note(),
    })),
    bundle: {
      manifestSha256: toHex(sha256(files.get('META-INF/manifest.sha256') as Uint8Array)),
      files: Object.fromEntries([...files].map(([path, content]) => [path, toBase64(content)])),
    },
  };
}

/** The file as it is read. */
export type KnownAnswer = Awaited<ReturnType<typeof knownAnswer>>;
