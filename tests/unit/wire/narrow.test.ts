// Where a form is narrower than its types: names that are no paths, reasons of devices, dates of the calendar, cards without surplus (docs/spec/encoding.md, envelope.md, roster.md).
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '../../../crypto/primitives/sodium.ts';
import {
  ACK_KINDS,
  type AckKind,
  type Acknowledgement,
  decodeAcknowledgement,
  encodeAcknowledgement,
} from '../../../crypto/wire/acknowledgement.ts';
import { type Body, compareRecipients, decodeBody, encodeBody } from '../../../crypto/wire/envelope.ts';
import { idOf } from '../../../crypto/wire/ids.ts';
import { REASONS, type ReasonCode } from '../../../crypto/wire/leaf.ts';
import { decodeLink, encodeLink, type LinkBody } from '../../../crypto/wire/roster-link.ts';
import {
  decodeTrustCard,
  encodeTrustCard,
  parseTrustCard,
  type TrustCard,
  trustCardJson,
} from '../../../crypto/wire/trust-card.ts';
import { linkBodies, linkOf } from '../../testkit/link-bodies.ts';
import { outcome } from '../../testkit/outcome.ts';

beforeAll(ready);

const digest = idOf('digest', new Uint8Array(32).fill(1));
const authority = idOf('authority', new Uint8Array(32).fill(2));

describe('ENV-13: what the other side calls a file', () => {
  const naming = (name: string, mediaType = 'application/pdf'): string => {
    const file = { uploadId: idOf('upload', new Uint8Array(16)), name, mediaType, size: 1, key: new Uint8Array(32) };
    const body: Body = { act: Uint8Array.of(1), attachments: [file], gossip: [] };
    return outcome(() => decodeBody(encodeBody(body)));
  };

  it.each(['Ersuchen 12.pdf', '.profile', '...', 'naïve.txt', '请求.pdf', 'a'.repeat(255)])('%s is a name', (name) => {
    expect(naming(name)).toBe('accepted');
  });

  it.each(['', '.', '..', '../x', 'a/b', 'a\\b', 'a\u0000b', 'a\nb', 'a\tb', 'a\u202efdp.exe', 'a'.repeat(256)])(
    '%j is none',
    (name) => {
      expect(naming(name)).toBe('WIRE_SHAPE');
    },
  );

  it.each(['application/vnd.a+json', 'text/x-a', 'a/b'])('%s is a media type', (type) => {
    expect(naming('a', type)).toBe('accepted');
  });
  it.each(['', 'text', 'text/', '/plain', 'Text/plain', 'text/plain; charset=utf-8', 'text/pl ain', 'a/b/c'])(
    '%j is none',
    (type) => {
      expect(naming('a', type)).toBe('WIRE_SHAPE');
    },
  );
});

describe('ENV-2: recipients', () => {
  it('have the order of the bytes of scopes, also beyond the basic plane', () => {
    const of = (scope: string) => ({ authority, scope, epoch: 1, keyHash: digest });
    expect(compareRecipients(of('\uff5e'), of('\u{1d11e}'))).toBeLessThan(0);
    expect(compareRecipients(of('a'), of('ab'))).toBeLessThan(0);
  });
});

describe('REG-7: acknowledgements', () => {
  const stating = (kind: AckKind, reason: ReasonCode, attachments = 0): string => {
    const directory = { size: 1, root: digest };
    const ack: Acknowledgement = { subject: digest, authority, kind, attachments, reason, createdAt: 1, directory };
    return outcome(() => decodeAcknowledgement(encodeAcknowledgement(ack)));
  };

  it('count attachments on receipt only', () => {
    for (const kind of Object.values(ACK_KINDS)) {
      const reason = kind >= ACK_KINDS.passed ? REASONS.notCompetent : REASONS.none;
      expect(stating(kind, reason, 3)).toBe(kind === ACK_KINDS.received ? 'accepted' : 'WIRE_SHAPE');
    }
    expect(stating(ACK_KINDS.received, REASONS.none, 257)).toBe('WIRE_SHAPE');
  });

  it('give a reason when passed or refused, and one that a device can have', () => {
    for (const kind of Object.values(ACK_KINDS))
      for (const reason of Object.values(REASONS)) {
        const turnedAway = kind === ACK_KINDS.passed || kind === ACK_KINDS.refused;
        const fits = turnedAway ? reason >= 1 && reason <= 4 : reason === 0;
        expect(stating(kind, reason), `${kind} ${reason}`).toBe(fits ? 'accepted' : 'WIRE_SHAPE');
      }
  });
});

describe('ROS-15: endorsements', () => {
  const notified = (notifiedOn: string): string => {
    const body: LinkBody = { type: 'endorse', authority, jurisdiction: 'QN', competence: 'all', notifiedOn };
    return outcome(() => decodeLink(encodeLink(linkOf(body))));
  };
  it.each(['2026-01-31', '2024-02-29', '1999-12-31'])('%s is a day', (day) => {
    expect(notified(day)).toBe('accepted');
  });
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-01-01xx', '2026-1-01x', '2026-01-01T'])(
    '%s is none',
    (day) => {
      expect(notified(day)).toBe('WIRE_SHAPE');
    },
  );
});

describe('links', () => {
  it('of an unknown type or version stop the chain, and only the genesis stands at 0', () => {
    const [genesis, , roleSet] = linkBodies() as [LinkBody, LinkBody, LinkBody];
    const reading = (change: object, body = roleSet) =>
      outcome(() => decodeLink(encodeLink({ ...linkOf(body), ...change })));
    expect(reading({})).toBe('accepted');
    expect(reading({ seq: 0 })).toBe('WIRE_SHAPE');
    expect(reading({ authority: null })).toBe('WIRE_SHAPE');
    expect(reading({ previous: null })).toBe('WIRE_SHAPE');
    expect(reading({ seq: 1 }, genesis)).toBe('WIRE_SHAPE');
    expect(reading({ authority, previous: digest }, genesis)).toBe('WIRE_SHAPE');
    const bytes = encodeLink(linkOf(roleSet));
    // Map of eight: version stands at 2, the type's number where key 5 is.
    expect(outcome(() => decodeLink(bytes.map((b, i) => (i === 2 ? 2 : b))))).toBe('WIRE_VERSION');
    const at = bytes.findIndex((b, i) => b === 5 && bytes[i + 1] === 2 && bytes[i + 2] === 6);
    expect(outcome(() => decodeLink(bytes.map((b, i) => (i === at + 1 ? 23 : b))))).toBe('WIRE_TYPE');
  });
});

describe('ROS-16: the trust card', () => {
  const card: TrustCard = {
    relayOrigin: 'https://relay.example',
    relayName: 'relay.example',
    directoryKeys: ['a', 'b'],
    operatorKey: digest,
    registrar: null,
    witnessPolicy: 'quorum none\n',
    practice: false,
  };

  it('is the same as JSON and as CBOR, and has no further field', () => {
    expect(parseTrustCard(trustCardJson(card))).toEqual(card);
    expect(decodeTrustCard(encodeTrustCard(card))).toEqual(card);
    const json = (change: object): string => JSON.stringify({ rogatoryTrustCard: 1, ...card, ...change });
    expect(outcome(() => parseTrustCard(json({})))).toBe('accepted');
    for (const change of [
      { operatorkey: digest },
      { rogatoryTrustCard: 2 },
      { practice: 'no' },
      { directoryKeys: ['a'] },
    ])
      expect(
        outcome(() => parseTrustCard(json(change))),
        JSON.stringify(change),
      ).toBe('POLICY_TRUST');
    expect(outcome(() => parseTrustCard('null'))).toBe('POLICY_TRUST');
    expect(outcome(() => parseTrustCard('{'))).toBe('POLICY_TRUST');
  });

  it.each(['https://relay.example/', 'https://Relay.example', 'relay.example', 'javascript:alert(1)', 'https://a b'])(
    'has an origin, not %s',
    (relayOrigin) => {
      expect(outcome(() => decodeTrustCard(encodeTrustCard({ ...card, relayOrigin })))).toBe('WIRE_SHAPE');
    },
  );
  it.each(['Relay.example', 'relay.example/', '-a', ''])('has a name, not %j', (relayName) => {
    expect(outcome(() => decodeTrustCard(encodeTrustCard({ ...card, relayName })))).toBe('WIRE_SHAPE');
  });
});
