// One transmission twice: as its parties read it, and as the relay has it, asked of the relay by the routes that any party may use (docs/what-the-relay-holds.md).
import {
  type Digest,
  decodeEnvelope,
  decodeRegisterLeaf,
  eventName,
  MAX_STATEMENT_BYTES,
  parseStatement,
  toHex,
} from '../../../crypto/index.ts';
import { ACT_KINDS } from '../../casework/act.ts';
import { type Language, labelsOf } from '../../casework/labels/language.ts';
import { choiceText, type LabelKey, say } from '../../casework/labels/say.ts';
import { outline, type Paragraph } from '../../casework/outline.ts';
import { type Client, readZip } from '../../sdk/index.ts';

/** A part as the relay has it: how many bytes, and the first of them in hex. */
export type Sealed = { readonly size: number; readonly start: string };

export type Held = {
  readonly subject: string;
  readonly read: {
    readonly title: string;
    readonly author: string;
    /** The longest of what the act says. */
    readonly says: readonly { readonly label: string; readonly text: string }[];
    readonly references: readonly string[];
    readonly parties: readonly string[];
    readonly files: readonly { readonly name: string; readonly size: number }[];
  };
  readonly relay: {
    readonly statement: Sealed;
    readonly body: Sealed;
    readonly wraps: Sealed;
    readonly gestures: Sealed | null;
    readonly device: string;
    readonly caseId: string;
    readonly class: string;
    readonly createdAt: number;
    readonly parties: readonly string[];
    readonly files: readonly { readonly id: string; readonly size: number }[];
    readonly entries: readonly {
      /** Its file in the evidence. */
      readonly path: string;
      readonly event: string;
      readonly at: number;
      readonly size: number;
    }[];
  };
};

const START = 24;
const SAID = 3;

const sealed = (bytes: Uint8Array = new Uint8Array(0)): Sealed => ({
  size: bytes.length,
  start: toHex(bytes.slice(0, START)),
});

/** What an act says, field by field. */
function sayings(paragraphs: readonly Paragraph[]): { label: string; text: string }[] {
  return paragraphs.flatMap((one) =>
    one.is === 'group'
      ? sayings(one.of)
      : one.is === 'list'
        ? one.entries.flatMap((entry) => sayings(entry.of))
        : [{ label: one.label, text: one.text }],
  );
}

/** Throws CLIENT_NOT_FOUND, CLIENT_EVIDENCE_INCOMPLETE, CLIENT_RELAY_*, the code of a check that fails. */
export async function heldOf(client: Client, subject: Digest, language: Language): Promise<Held> {
  const item = await client.items.item(subject);
  const labels = await labelsOf(language);
  const { zip } = await client.bundle(subject, { body: true });
  const files = readZip(zip);
  const part = (path: string): Uint8Array | undefined => files.get(`transmission/${path}`);
  const statement = part('statement.cose') as Uint8Array;
  const { core, attachments } = decodeEnvelope(parseStatement('envelope', statement, MAX_STATEMENT_BYTES).payload);
  const nameOf = async (id: typeof item.sender.authority): Promise<string> =>
    (await client.authorities.entry(id))?.name ?? id.slice(0, 8);
  const gestures = part('gestures.cbor');
  const { officialName, function: post, unit } = item.act.author;
  return {
    subject,
    read: {
      title: say(ACT_KINDS[item.act.kind].title, {}, labels),
      author: [officialName, post, unit].join(', '),
      says: outline(item.act, { labels })
        .flatMap(({ paragraphs }) => sayings(paragraphs))
        .sort((a, b) => b.text.length - a.text.length)
        .slice(0, SAID),
      references: [item.act.caseRefs.ours, item.act.caseRefs.theirs].filter((one) => one !== undefined),
      parties: await Promise.all([item.sender.authority, ...item.to].map(nameOf)),
      files: item.attachments.map(({ name, size }) => ({ name, size })),
    },
    relay: {
      statement: sealed(statement),
      body: sealed(part('body.bin')),
      wraps: sealed(part('wraps.cbor')),
      gestures: gestures ? sealed(gestures) : null,
      device: core.sender.kid,
      caseId: core.caseId,
      class: choiceText('certificate.class', String(core.class), labels),
      createdAt: core.createdAt,
      parties: [...new Set([core.sender.authority, ...core.recipients.map(({ authority }) => authority)])],
      files: attachments.map(({ uploadId, length }) => ({ id: uploadId, size: length })),
      entries: [...files].flatMap(([path, bytes]) => {
        if (!path.endsWith('.leaf')) return [];
        const { event, at } = decodeRegisterLeaf(bytes);
        const label: LabelKey = `certificate.event.${eventName(event)}`;
        return [{ path, event: say(label, {}, labels), at, size: bytes.length }];
      }),
    },
  };
}
