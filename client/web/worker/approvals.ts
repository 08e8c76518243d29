// What waits for a second pair of eyes in one's own authority: transmissions for a second signatory, decisions for another administrator (protocol.md section 5, "Two signers"; section 3, threshold).
import { ACT_KINDS } from '../../casework/act.ts';
import type { Language } from '../../casework/labels/language.ts';
import { type Client, ClientError } from '../../sdk/index.ts';
import { type Deed, deedOf } from './deed.ts';
import { readMail } from './mail/reading.ts';
import { waitingOf } from './mail/waiting.ts';

/** A decision that waits. `signed`: names, null for those this browser was not told. */
export type DecisionView = Deed & {
  readonly id: string;
  readonly at: number;
  readonly signed: readonly (string | null)[];
  readonly needed: number;
  readonly mine: boolean;
  readonly overtaken: boolean;
};

/** A transmission that waits for a second signatory: what it is, to whom, since when. `myTurn`: this official may be the second. */
export type ProposalRow = {
  readonly subject: string;
  readonly title: string;
  readonly to: readonly string[];
  readonly since: number;
  readonly signed: readonly (string | null)[];
  readonly myTurn: boolean;
};

export type Approvals = {
  readonly proposals: readonly ProposalRow[];
  readonly decisions: readonly DecisionView[];
  /** How many of them are this official's to sign: as many as home shows. */
  readonly count: number;
};

/** Throws CLIENT_NOT_ENROLLED. */
export async function approvalsOf(client: Client, language: Language, now: number): Promise<Approvals> {
  const me = client.whoami()?.official;
  if (!me) throw new ClientError('CLIENT_NOT_ENROLLED', 'no authority in this vault');
  const waiting = await waitingOf(client);
  const [roster, names] = [await client.roster(), await client.names()];
  const signers = (by: readonly string[]) => by.map((one) => names.get(one as typeof me) ?? null);
  const reading = waiting.proposals.length > 0 ? await readMail(client, language, now) : null;
  return {
    proposals: waiting.proposals.map((item) => ({
      subject: item.subject,
      title: reading?.word(ACT_KINDS[item.act.kind].title) ?? '',
      to: item.to.map((one) => reading?.partyOf(one).name ?? ''),
      since: item.createdAt,
      signed: signers(item.signedBy),
      myTurn: waiting.mine(item),
    })),
    decisions: waiting.decisions.map(({ id, body, about, changedAt, signed, needed, overtaken }) => ({
      ...deedOf(body, roster, names, about),
      id,
      at: changedAt,
      signed: signers(signed),
      needed,
      mine: signed.some((one) => one === me),
      overtaken,
    })),
    count: [...waiting.proposals, ...waiting.decisions].filter((one) => waiting.mine(one)).length,
  };
}
