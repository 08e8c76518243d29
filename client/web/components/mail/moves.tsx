// What can be done in a case now: the awaited act first, the rest beside it, the informal word apart.
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconMessage from '@tabler/icons-react/dist/esm/icons/IconMessage.mjs';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ActKind } from '../../../casework/act.ts';
import type { CaseFile } from '../../worker/mail/case-file.ts';
import { ButtonLink } from '../button.tsx';

const BESIDE = 2;

const VERBS = {
  acknowledge: ['do_acknowledge', 'do_acknowledge'],
  return: ['do_return', 'do_return'],
  ask: ['do_ask', 'do_ask'],
  supply: ['do_supply', 'do_supply'],
  progress: ['do_askProgress', 'do_progress'],
  conditions: ['do_answerConditions', 'do_conditions'],
  postpone: ['do_postpone', 'do_postpone'],
  refuse: ['do_refuse', 'do_refuse'],
  result: ['do_result', 'do_result'],
  withdraw: ['do_withdraw', 'do_withdraw'],
  close: ['do_close', 'do_close'],
  consultation: ['askInformally', 'askInformally'],
  'preservation-reply': ['do_extend', 'do_preservation'],
} as const satisfies Partial<Record<ActKind, readonly [asking: string, asked: string]>>;

type Verb = (typeof VERBS)[keyof typeof VERBS][number] | 'do_answer' | 'do_reopen';
type Move = CaseFile['moves'][number];

function verbOf({ kind, next }: Move, asks: boolean, ended: boolean): Verb {
  if (kind === 'supply' && next) return 'do_answer';
  if (kind === 'close' && ended) return 'do_reopen';
  return VERBS[kind as keyof typeof VERBS][asks ? 0 : 1];
}

/** `first`: nothing else on the page comes before the next move. */
export function Moves({ file, first }: { readonly file: CaseFile; readonly first: boolean }) {
  const { t } = useTranslation('mail');
  const hrefOf = ({ kind, to }: Move): string => `/reply/${file.caseId}/${kind}?to=${to}`;
  const word = (move: Move): string => t(verbOf(move, file.asks, file.turn === null));
  const formal = file.moves.filter(({ kind }) => kind !== 'consultation' || file.track === 'consultation');
  const informal = file.moves.find((move) => !formal.includes(move));
  const beside = formal.filter(({ next }) => !next).slice(0, BESIDE);
  const rest = formal.filter((move) => !move.next && !beside.includes(move));
  return (
    <nav className="row case-moves" aria-label={t('whatNow')}>
      {formal
        .filter(({ next }) => next)
        .map((move) => (
          <ButtonLink key={move.kind} look={first ? 'primary' : 'plain'} href={hrefOf(move)}>
            {word(move)}
          </ButtonLink>
        ))}
      {beside.map((move) => (
        <ButtonLink key={move.kind} href={hrefOf(move)}>
          {word(move)}
        </ButtonLink>
      ))}
      {rest.length === 0 ? null : (
        <MenuTrigger>
          <Button className="button button-plain">
            <IconDots aria-hidden="true" />
            <span>{t('moreActions')}</span>
          </Button>
          <Popover className="field-popover" placement="bottom start">
            <Menu className="field-list">
              {rest.map((move) => (
                <MenuItem key={move.kind} href={hrefOf(move)} className="field-option">
                  {word(move)}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {informal ? (
        <ButtonLink look="quiet" icon={<IconMessage aria-hidden="true" />} href={hrefOf(informal)}>
          {word(informal)}
        </ButtonLink>
      ) : null}
    </nav>
  );
}
