// The room `compose`: drafts with their files, to whom, who will read it, and the way from a draft to a receipt.
import type { DraftId } from '../../../crypto/index.ts';
import { type DraftedAct, type DraftFile, readDraft } from '../../casework/draft.ts';
import { fileProblem, fittingName, mediaTypeOf } from '../../casework/file-name.ts';
import type { ActClass } from '../../casework/form.ts';
import {
  type Client,
  ClientError,
  type Draft,
  type DraftContent,
  type DraftState,
  type Item,
  type OutboxEntry,
  type OutboxStatus,
  type SavedBy,
} from '../../sdk/index.ts';
import { type Dispatched, dispatch, dispatchedOf, entryAmong, entryOfDraft, isSigned } from './dispatch.ts';
import { goesAlone } from './keeper.ts';
import { type Named, namedIn, type SentView, sentOf } from './known.ts';
import type { Office } from './office.ts';
import { freshDraft, type NewDraft } from './prefill.ts';
import type { ProposalView } from './proposal.ts';
import { putDraftAway, putSentAway, releaseFiles } from './put-away.ts';
import { type Counterpart, counterparts, type Signing, signingOf } from './recipients.ts';
import { type Answering, replyDraft } from './reply.ts';
import { secondSignature } from './second-signature.ts';
import { letGo } from './taken-back.ts';
import { type Went, waysOf, wentAs } from './went.ts';

export type { Counterpart, Dispatched, Named, NewDraft, ProposalView, SentView, Signing, Went };

/** Whose change it was; `name` null: a colleague whose name this browser was not told; `active` false: the device that saved it was revoked since. */
export type ChangedBy = {
  readonly me: boolean;
  readonly name: string | null;
  readonly at: number;
  readonly active: boolean;
};

export type DraftView = {
  readonly id: string;
  readonly state: DraftState;
  /** Null in a conflict with a removal here, for a draft that this version cannot read, and for one that went. */
  readonly act: DraftedAct | null;
  readonly changedAt: number;
  readonly changedBy: ChangedBy | null;
  /** In a conflict: what somebody else saved meanwhile; `act` null: they removed it. */
  readonly theirs: { readonly act: DraftedAct | null; readonly by: ChangedBy } | null;
  /** Why it could not be shared. */
  readonly trouble: string | null;
  /** It was signed and sent, and is not proven to have arrived. */
  readonly sending: {
    readonly status: OutboxStatus;
    readonly code: string | null;
    /** Nobody has to press anything: it goes when the line is back. */
    readonly alone: boolean;
  } | null;
  /** Ids of its files whose bytes are not on this device. */
  readonly elsewhere: readonly string[];
  /** It was signed: what it became. */
  readonly went: Went | null;
};

/** `overtaken`: somebody else saved it since `over`; nothing was written. */
export type Saved = { readonly overtaken: boolean; readonly draft: DraftView };

/** A file on its way into this browser or to the relay, bytes. */
export type FileProgress = {
  readonly stage: 'keeping' | 'sealing' | 'sending' | 'fetching';
  readonly name: string;
  readonly done: number;
  readonly total: number;
};

const NO_DRAFT: Omit<DraftView, 'id' | 'went'> = {
  state: 'saved',
  act: null,
  changedAt: 0,
  changedBy: null,
  theirs: null,
  trouble: null,
  sending: null,
  elsewhere: [],
};

const idOf = (id: string): DraftId => id as DraftId;
const contentOf = (act: DraftedAct): DraftContent => act as unknown as DraftContent;

export function composeRoom(office: Office) {
  let progress: FileProgress | null = null;
  const report = (next: FileProgress | null): void => {
    progress = next;
    office.announce('progress');
  };
  office.onSending((name, far) => report(far === null || far.done === far.total ? null : { ...far, name }));

  // A round of the keeper asks again for what is shown, and most rounds bring nothing.
  let read: { readonly of: Client; readonly edition: number; readonly items: Promise<readonly Item[]> } | null = null;
  function itemsOf(client: Client): Promise<readonly Item[]> {
    const edition = office.edition();
    if (read?.of === client && read.edition === edition) return read.items;
    const items = client.items.list();
    read = { of: client, edition, items };
    items.catch(() => {
      read = null;
    });
    return items;
  }

  async function changedBy(client: Client, by: SavedBy): Promise<ChangedBy> {
    const members = await client.members();
    const name = members.find(({ official }) => official === by.official)?.name ?? null;
    return { me: by.official === client.whoami()?.official, name, at: by.at, active: by.active };
  }

  async function viewOf(client: Client, draft: Draft, entries?: readonly OutboxEntry[]): Promise<DraftView> {
    const act = draft.content && readDraft(draft.content);
    const entry = entryAmong(entries ?? (await client.outbox.list()), draft.id, draft);
    const missing = await Promise.all(
      (act?.files ?? []).map(async ({ id }) => ((await client.keptFiles.find(id)) ? [] : [id])),
    );
    return {
      id: draft.id,
      state: draft.state,
      act,
      changedAt: draft.changedAt,
      changedBy: draft.savedBy && (await changedBy(client, draft.savedBy)),
      theirs: draft.theirs && {
        act: draft.theirs.content && readDraft(draft.theirs.content),
        by: await changedBy(client, draft.theirs.savedBy),
      },
      trouble: draft.trouble,
      sending: entry && { status: entry.status, code: entry.code, alone: goesAlone(entry) },
      elsewhere: missing.flat(),
      went: null,
    };
  }

  async function putAway(client: Client, id: DraftId, files: readonly DraftFile[]): Promise<void> {
    await putDraftAway(client, id, files);
    office.announce('drafts');
    office.announce('mail');
  }

  async function demandDraft(client: Client, id: DraftId): Promise<DraftedAct> {
    const { content } = await client.drafts.get(id);
    const act = content && readDraft(content);
    if (!act) throw new ClientError('CLIENT_NOT_FOUND', 'no draft that this version can read');
    return act;
  }

  function share(client: Client, id: DraftId): void {
    client.drafts.share(id).then(
      () => office.announce('drafts'),
      () => undefined,
    );
  }

  return {
    counterparts: (): Promise<Counterpart[]> => counterparts(office.client()),

    /** What forms of this case may name; of no case yet, what every request may. */
    named: (of: Pick<DraftedAct, 'caseId' | 'inReplyTo'>): Promise<Named> => namedIn(office.client(), of, Date.now()),

    /** What was sent from here. Throws CLIENT_NOT_FOUND. */
    sent: (subject: string): Promise<SentView> => sentOf(office.client(), subject),

    signing: (to: readonly string[], level: ActClass): Promise<Signing> => signingOf(office.client(), to, level),

    /** Begins a draft; resolves to its id. */
    async begin(input: NewDraft): Promise<string> {
      const client = office.client();
      const act = await freshDraft(client, input);
      const { id } = await client.drafts.keep(null, contentOf(act));
      share(client, id);
      return id;
    },

    /** A reply within a case: the one begun before, or a new draft. Throws CLIENT_NOT_FOUND, CLIENT_ROLE. */
    reply: (input: Answering): Promise<string> => replyDraft(office.client(), input, Date.now()),

    async drafts(): Promise<DraftView[]> {
      const client = office.client();
      const views: DraftView[] = [];
      const wayOf = await waysOf(client, itemsOf(client));
      const entries = await client.outbox.list();
      for (const draft of await client.drafts.list()) {
        const way = wayOf(draft.id);
        // What went from here is put away by the keeper; a colleague's is, by them.
        if (way?.status === 'proposed' || (way?.own && way.status === 'submitted')) continue;
        views.push(await viewOf(client, draft, entries));
      }
      return views;
    },

    /** One that was signed is known for as long as this device, or a colleague's proposal, tells what it became. Throws CLIENT_NOT_FOUND. */
    async draft(id: string): Promise<DraftView> {
      const client = office.client();
      const went = await wentAs(client, idOf(id), itemsOf(client));
      if (went) return { ...NO_DRAFT, id, went };
      return viewOf(client, await client.drafts.get(idOf(id)));
    },

    /** Keeps it on this device, then shares it without being waited for. `over`: when what the page changed was changed last. Throws CLIENT_ALREADY_SENT once it was signed. */
    async save(id: string, act: DraftedAct, over: number): Promise<Saved> {
      const client = office.client();
      const before = await client.drafts.get(idOf(id));
      const entry = await entryOfDraft(client, idOf(id), before);
      if (entry && isSigned(entry)) throw new ClientError('CLIENT_ALREADY_SENT', 'what was signed is not changed');
      if (before.changedAt !== over) return { overtaken: true, draft: await viewOf(client, before) };
      const kept = await client.drafts.keep(idOf(id), contentOf(act));
      share(client, kept.id);
      return { overtaken: false, draft: await viewOf(client, kept) };
    },

    /** Ends a conflict with what a person chose. */
    async resolve(id: string, act: DraftedAct): Promise<void> {
      await office.client().drafts.resolve(idOf(id), contentOf(act));
      office.announce('drafts');
    },

    /** Removes a draft for everybody, and its files here. Throws CLIENT_ALREADY_SENT once it may have been handed in. */
    async remove(id: string): Promise<void> {
      const client = office.client();
      const draft = await client.drafts.get(idOf(id));
      const entry = await entryOfDraft(client, idOf(id), draft);
      if (entry) await client.outbox.discard(entry.id);
      await putAway(client, idOf(id), (draft.content && readDraft(draft.content)?.files) ?? []);
    },

    /** Keeps a file in this browser, for a draft. Throws CLIENT_FILE_CHANGED, CLIENT_VAULT_WRITE. */
    async keepFile(file: File, taken: readonly string[]): Promise<DraftFile> {
      if (fileProblem(file.size) !== null) throw new ClientError('CLIENT_FILE_CHANGED', 'the file cannot be attached');
      const client = office.client();
      const name = fittingName(file.name, taken);
      const read = async (offset: number, length: number): Promise<Uint8Array> =>
        new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
      try {
        const { id, size, digest } = await client.keptFiles.keep({ size: file.size, read }, (done) =>
          report({ stage: 'keeping', name, done, total: file.size }),
        );
        return { id, name, mediaType: mediaTypeOf(file.type), size, digest };
      } finally {
        report(null);
      }
    },

    forgetFile: (id: string): Promise<void> => releaseFiles(office.client(), [id]),

    progress: (): FileProgress | null => progress,

    ...secondSignature(office, { report, share }),

    /** Signs with the passkey and sends. Throws why it did not go on; what was written stays. */
    async send(id: string): Promise<Dispatched> {
      const client = office.client();
      const act = await demandDraft(client, idOf(id));
      const went = await wentAs(client, idOf(id));
      if (went && !went.own) throw new ClientError('CLIENT_ALREADY_SENT', 'a colleague signed it');
      try {
        const entry = await dispatch(client, idOf(id), act, Date.now());
        if (isSigned(entry)) await letGo(client, { draft: id });
        await putSentAway(client);
        return dispatchedOf(entry);
      } finally {
        report(null);
        office.announce('drafts');
        // Home names what was not sent.
        office.announce('mail');
        office.announce('connection');
      }
    },
  };
}
