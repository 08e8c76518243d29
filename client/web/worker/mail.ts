// The room `mail`: what needs somebody, the lists, a case with all its acts, its documents; and saying that one has looked, or answers for it.
import type { CaseId, Digest } from '../../../crypto/index.ts';
import { ACT_KINDS } from '../../casework/act.ts';
import type { Language } from '../../casework/labels/language.ts';
import { type Client, codeOf, type Item, type OutboxStatus } from '../../sdk/index.ts';
import { type CaseFile, caseFile } from './mail/case-file.ts';
import { type FetchProgress, fetchDocument } from './mail/download.ts';
import { type Party, type Reading, readMail } from './mail/reading.ts';
import { isUnread, type MailRow, rowOf } from './mail/rows.ts';
import { searched } from './mail/search.ts';
import { today } from './mail/today.ts';
import type { TodayRow } from './mail/today-row.ts';
import type { Office } from './office.ts';

export type { CaseFile, FetchProgress, MailRow, Party, TodayRow };

/** Signed or to be signed, and not proven to have arrived. */
export type Unsent = {
  readonly id: string;
  readonly draft: string | null;
  readonly title: string;
  readonly others: readonly Party[];
  readonly ours: string | null;
  readonly status: OutboxStatus;
  readonly code: string | null;
  readonly at: number;
};

export type MailList = {
  readonly rows: readonly MailRow[];
  readonly unsent: readonly Unsent[];
  /** Transmissions that a search looked through, and those that this device cannot open. */
  readonly covers: { readonly read: number; readonly closed: number };
};

const AWAY: readonly (string | null)[] = ['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT'];
const GONE: readonly OutboxStatus[] = ['submitted', 'proposed', 'closed'];

async function unsentOf(client: Client, { word, partyOf }: Reading): Promise<Unsent[]> {
  const entries = await client.outbox.list();
  return entries
    .filter(({ status }) => !GONE.includes(status))
    .map(({ id, draft, act, to, status, code, createdAt }) => ({
      id,
      draft: draft ?? null,
      title: word(ACT_KINDS[act.kind].title),
      others: to.map(partyOf),
      ours: act.caseRefs.ours ?? null,
      status,
      code,
      at: createdAt,
    }))
    .reverse();
}

export function mailRoom(office: Office, now: () => number = () => Date.now()) {
  const fetching = new Map<string, FetchProgress>();
  const reading = (language: Language): Promise<Reading> => readMail(office.client(), language, now());
  let held: {
    readonly language: Language;
    readonly edition: number;
    readonly of: Client;
    readonly read: Promise<Reading>;
  } | null = null;

  function readAnew(language: Language): Promise<Reading> {
    const fresh = { language, edition: office.edition(), of: office.client(), read: reading(language) };
    held = fresh;
    fresh.read.catch(() => {
      if (held === fresh) held = null;
    });
    return fresh.read;
  }

  // Every letter typed asks again: what was opened for the list answers, until something changes.
  const readOnce = (language: Language): Promise<Reading> =>
    held?.language === language && held.edition === office.edition() && held.of === office.client()
      ? held.read
      : readAnew(language);

  async function list(direction: Item['direction'], language: Language, text: string): Promise<MailList> {
    const client = office.client();
    const read = await (text === '' ? readAnew(language) : readOnce(language));
    const all = read.items.filter((item) => item.direction === direction);
    const found = searched(all, text, read);
    return {
      rows: [...found].sort((a, b) => b.registeredAt - a.registeredAt).map((item) => rowOf(item, read)),
      unsent: direction === 'out' ? await unsentOf(client, read) : [],
      covers: { read: all.length, closed: (await client.inbox.troubles()).length },
    };
  }

  // What cannot be said while the relay is away stays owed, and is said when it answers again.
  async function stated(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      await office.client().register().sync();
    } catch (error) {
      if (!AWAY.includes(codeOf(error))) throw error;
    } finally {
      office.announce('mail');
    }
  }

  return {
    today: async (language: Language): Promise<TodayRow[]> => today(office.client(), await reading(language)),

    /** Received, newest first; with `text`, those that hold all its words. */
    inbox: (language: Language, text = ''): Promise<MailList> => list('in', language, text),

    sent: (language: Language, text = ''): Promise<MailList> => list('out', language, text),

    /** Throws CLIENT_NOT_FOUND. */
    case: async (caseId: string, language: Language): Promise<CaseFile> =>
      caseFile(caseId as CaseId, await reading(language)),

    /** An official looks at these acts: the sender sees it, once each. An auditor's look is nobody's. */
    async look(subjects: readonly string[]): Promise<void> {
      const client = office.client();
      const { authority } = client.register();
      await stated(async () => {
        for (const subject of subjects) {
          const item = await client.items.item(subject as Digest);
          if (isUnread(item, authority)) await client.inbox.opened(item.subject);
        }
      });
    },

    /** This official's authority answers for it. Throws what the relay refuses. */
    take: (subject: string): Promise<void> => stated(() => office.client().inbox.taken(subject as Digest)),

    /** A document, checked whole. Throws CLIENT_NOT_FOUND, CONTENT_*, CLIENT_RELAY_*. */
    async document(at: { subject: string; uploadId: string; mediaType: string }): Promise<Blob> {
      const key = `${at.subject} ${at.uploadId}`;
      try {
        return await fetchDocument(office.client(), at, (received, total) => {
          fetching.set(key, { subject: at.subject, uploadId: at.uploadId, received, total });
          office.announce('progress');
        });
      } finally {
        fetching.delete(key);
        office.announce('progress');
        office.announce('mail');
      }
    },

    fetching: (): FetchProgress[] => [...fetching.values()],
  };
}
