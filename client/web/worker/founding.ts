// The room `founding`: where the founding of one's own authority stands, its recovery sheets, and what the operator and the registrar still do (protocol.md section 3).
import { eightWords, ROLES } from '../../../crypto/index.ts';
import { type Client, ClientError, type FoundingStep, type RecoverySheet, sheetText } from '../../sdk/index.ts';
import { type Outcome, outcomeOf } from './decisions.ts';
import type { Office } from './office.ts';

export type FoundingState = {
  readonly step: FoundingStep;
  readonly authority: string;
  readonly words: readonly string[];
  readonly practice: boolean;
  /** The day of the registrar's word, YYYY-MM-DD; null while there is none. */
  readonly endorsedOn: string | null;
};

/** One sheet as it is printed. */
export type SheetView = { readonly number: number; readonly text: string };

const FOUNDER = [ROLES.admin, ROLES.signatory, ROLES.officer];

export function foundingRoom(office: Office) {
  const shown = (sheets: readonly RecoverySheet[]): SheetView[] =>
    sheets.map((sheet) => ({ number: sheet.number, text: sheetText(sheet) }));
  const announce = (): void => {
    for (const topic of ['authority', 'directory', 'seat'] as const) office.announce(topic);
  };
  const own = (client: Client) => {
    const me = client.whoami();
    if (!me) throw new ClientError('CLIENT_NOT_ENROLLED', 'no authority in this vault');
    return me.authority;
  };

  let before: FoundingStep | null = null;

  return {
    async state(): Promise<FoundingState> {
      const client = office.client();
      const authority = own(client);
      const step = await client.founding.step();
      const endorsements = (await client.authorities.entry(authority))?.endorsements ?? [];
      // Admitted: what this question found out, home and the bar say at once.
      if (step === 'done' && before !== step) office.announce('connection');
      before = step;
      return {
        step,
        authority,
        words: eightWords(authority).words,
        practice: client.trust.practice,
        endorsedOn: endorsements.at(-1)?.notifiedOn ?? null,
      };
    },

    /** The second administrator's code. */
    async inviteSecond(name: string): Promise<{ readonly code: string; readonly outcome: Outcome }> {
      const client = office.client();
      const { code, changed } = await client.invitations.invite({ name, roles: FOUNDER });
      const outcome = await outcomeOf(client, changed, name);
      announce();
      return { code, outcome };
    },

    /** Recovery, first seal, decisions by two. The sheets are in this answer and nowhere else; none where they were made before. */
    async complete(kept: { readonly needed: number; readonly custodians: number }): Promise<readonly SheetView[]> {
      const client = office.client();
      const { sheets } = await client.founding.complete(kept);
      await client.sync();
      announce();
      return shown(sheets);
    },

    /** New sheets, which count once the decision stands; the old ones open nothing that follows. */
    async renewSheets(kept: {
      readonly needed: number;
      readonly custodians: number;
    }): Promise<{ readonly sheets: readonly SheetView[]; readonly outcome: Outcome }> {
      const client = office.client();
      const { sheets, changed } = await client.founding.renewRecovery(kept);
      const outcome = await outcomeOf(client, changed);
      announce();
      return { sheets: shown(sheets), outcome };
    },
  };
}
