// The room `proof`: files checked without an account or a network, and the evidence of one's own transmissions: bundle, certificate, letter (docs/spec/bundle.md).
import {
  type BundleCheck,
  type BundleVerdict,
  type Digest,
  ready,
  type TrustCard,
  type UploadId,
} from '../../../crypto/index.ts';
import type { Language } from '../../casework/labels/language.ts';
import {
  type BundleChoice,
  type ByteChange,
  type ChangedPart,
  ClientError,
  changeOneByte,
  verifyBundleZip,
} from '../../sdk/index.ts';
import type { Fault } from '../fault.ts';
import { type AlarmView, meaning } from './alarm-view.ts';
import { bytesOf, nameOfFile, sortFiles } from './dropped.ts';
import type { Office } from './office.ts';

export type { AlarmView, ChangedPart };

/** Each check with what its failing means, in the language of the page. */
export type Verdict = Omit<BundleVerdict, 'checks'> & {
  readonly checks: readonly (BundleCheck & { readonly why: Fault | null })[];
};

/** On whose card a verdict rests: of this installation, of a file that was dropped, or on none. */
export type Anchor = 'installed' | 'dropped' | 'none';

export type Examined =
  | {
      readonly kind: 'bundle';
      readonly file: string;
      /** What it can be held against; with `bare` it was not. */
      readonly atHand: Anchor;
      readonly verdict: Verdict;
      readonly original: { readonly name: string; readonly answer: 'sent' | 'not sent' | 'cannot tell' } | null;
    }
  | { readonly kind: 'alarm'; readonly file: string; readonly alarm: AlarmView };

/** A file for the page to hand to the person. */
export type Paper = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type Changed = Omit<ByteChange, 'zip'> & { readonly verdict: Verdict };

const fileOf = (name: string, bytes: Uint8Array, type: string): Paper => ({ name, type, bytes });

// The renderer and its typefaces are large: whoever draws nothing never loads them.
const paperRoom = () =>
  import('./paper.ts').catch((cause: unknown) => {
    throw new ClientError('CLIENT_RELAY_UNREACHABLE', 'what draws pages was never loaded', { cause });
  });

/** `explain`: a code in the language of the page. */
export function proofRoom(office: Office, explain: (error: unknown) => Fault) {
  const shown = (verdict: BundleVerdict): Verdict => ({
    ...verdict,
    checks: verdict.checks.map((check) => ({
      ...check,
      why: check.outcome === 'failed' && check.code ? meaning(explain, check.code) : null,
    })),
  });

  /** The card of this installation. Without one, and without a network on a first visit, a file is only checked against itself. */
  const installed = (): Promise<TrustCard | null> => office.trust().catch(() => null);

  /** What a verdict can rest on, and rests on unless it is asked for `bare`. */
  async function anchorOf(
    dropped: TrustCard | null,
    bare: boolean,
  ): Promise<{ atHand: Anchor; card: TrustCard | null }> {
    const card = dropped ?? (await installed());
    return { atHand: dropped ? 'dropped' : card ? 'installed' : 'none', card: bare ? null : card };
  }

  async function evidence(subject: Digest, choice: BundleChoice = {}) {
    const client = office.client();
    return client.bundle(subject, choice);
  }
  const nameOf = (subject: string): string => `evidence-${subject.slice(0, 12)}.zip`;

  return {
    /**
     * Checks what was dropped: a bundle, alone or with a document it may have been sent with, or an alarm. `bare`: without any trust card. Nothing is
     * asked of anybody. Throws CLIENT_BUNDLE_FILE.
     */
    async examine(files: readonly File[], { bare = false }: { readonly bare?: boolean } = {}): Promise<Examined> {
      await ready();
      const { bundle, alarm, card: dropped, document } = await sortFiles(files, explain);
      if (alarm && !bundle) return { kind: 'alarm', file: nameOfFile(alarm.file), alarm: alarm.view };
      const file = bundle as File;
      const { atHand, card } = await anchorOf(dropped, bare);
      const report = await verifyBundleZip(await bytesOf(file), card);
      const { answer } = document ? report.wasSent(await bytesOf(document)) : { answer: null };
      return {
        kind: 'bundle',
        file: nameOfFile(file),
        atHand,
        verdict: shown(report.verdict),
        original: document && answer && { name: nameOfFile(document), answer },
      };
    },

    /** The same bundle with one byte changed in a copy, checked in the same way. `mend`: with its list of files made to fit again. Throws CLIENT_BUNDLE_FILE, CLIENT_NOT_FOUND. */
    async change(
      files: readonly File[],
      { part, mend, bare }: { readonly part: ChangedPart; readonly mend: boolean; readonly bare: boolean },
    ): Promise<Changed> {
      await ready();
      const { bundle, card: dropped } = await sortFiles(files, explain);
      const { zip, ...change } = changeOneByte(await bytesOf(bundle as File), part, mend);
      const { card } = await anchorOf(dropped, bare);
      const { verdict } = await verifyBundleZip(zip, card);
      return { ...change, verdict: shown(verdict) };
    },

    /** The certificate of a bundle that was dropped, as PDF; null when it failed. Throws CLIENT_BUNDLE_FILE. */
    async certificateOf(files: readonly File[], language: Language, bare: boolean): Promise<Paper | null> {
      await ready();
      const { bundle, card: dropped } = await sortFiles(files, explain);
      const file = bundle as File;
      const { card } = await anchorOf(dropped, bare);
      const { verdict } = await verifyBundleZip(await bytesOf(file), card);
      const name = nameOfFile(file);
      const page = await (await paperRoom()).certificatePage(verdict, { language, file: name, now: Date.now() });
      return page && fileOf(name.replace(/(\.zip)?$/i, '.pdf'), page, 'application/pdf');
    },

    /** Fresh evidence of one's own transmission, all of it checked. Throws CLIENT_NO_DEVICE, CLIENT_EVIDENCE_INCOMPLETE, the code of a check that fails, CLIENT_RELAY_*. */
    async verifyNow(subject: string): Promise<Verdict> {
      return shown((await evidence(subject as Digest)).verdict);
    },

    /** The bundle of one's own transmission. `disclose`: whoever has the file reads the act and recognises its files, for ever. Throws what `verifyNow` throws. */
    async bundle(
      subject: string,
      { disclose = false }: { readonly disclose?: boolean } = {},
    ): Promise<Paper & { readonly verdict: Verdict }> {
      const id = subject as Digest;
      let choice: BundleChoice = {};
      if (disclose) {
        const { contentKey, attachments } = await office.client().items.stored(id);
        const attachmentKeys = new Map<UploadId, Uint8Array>(attachments.map(({ uploadId, key }) => [uploadId, key]));
        choice = { body: true, contentKey, attachmentKeys };
      }
      const { zip, verdict } = await evidence(id, choice);
      return { ...fileOf(nameOf(subject), zip, 'application/zip'), verdict: shown(verdict) };
    },

    /** The certificate of one's own transmission as PDF; null before it stands in a register. Throws what `verifyNow` throws. */
    async certificate(subject: string, language: Language): Promise<Paper | null> {
      const id = subject as Digest;
      const { verdict } = await evidence(id);
      const item = await office
        .client()
        .items.item(id)
        .catch(() => null);
      const frame = { language, file: nameOf(subject), now: Date.now(), ...(item ? { item } : {}) };
      const page = await (await paperRoom()).certificatePage(verdict, frame);
      return page && fileOf(`certificate-${subject.slice(0, 12)}.pdf`, page, 'application/pdf');
    },

    /** An act that was sent or received, as a letter in PDF. Throws CLIENT_NO_DEVICE, CLIENT_NOT_FOUND. */
    async letter(subject: string, language: Language): Promise<Paper> {
      const client = office.client();
      const [item, { index }] = await Promise.all([
        client.items.item(subject as Digest),
        client.items.stored(subject as Digest),
      ]);
      const names = new Map(
        await Promise.all(
          [item.sender.authority, ...item.to].map(
            async (id) => [id, (await client.authorities.entry(id))?.name ?? id.slice(0, 8)] as const,
          ),
        ),
      );
      const { practice } = client.trust;
      const frame = { language, now: Date.now(), practice, index, names };
      const page = await (await paperRoom()).letterPage(item, frame);
      return fileOf(`letter-${subject.slice(0, 12)}.pdf`, page, 'application/pdf');
    },
  };
}
