// One act of a case: a line of who, what, when and where it stands, which opens into the whole of it.
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import IconMessage from '@tabler/icons-react/dist/esm/icons/IconMessage.mjs';
import { useTranslation } from 'react-i18next';
import { shortNumber } from '../../../casework/number.ts';
import type { CaseAct } from '../../worker/mail/case-file.ts';
import type { FetchProgress } from '../../worker/mail/download.ts';
import { Button, ButtonLink } from '../button.tsx';
import { CopyText } from '../copy-text.tsx';
import { useBeside } from '../listed.tsx';
import { Notice } from '../notice.tsx';
import { StatusWord } from '../status-word.tsx';
import { ShortTime, Times } from '../times.tsx';
import { ActText } from './act-text.tsx';
import { DocumentList, type DocumentUse } from './document-list.tsx';
import { PartyNames } from './party.tsx';
import { StandingWord } from './standing.tsx';
import './act-panel.css';

export function ActPanel({
  act,
  open,
  onOpen,
  theirZone,
  fetching,
  onUse,
  onTake,
  taking,
}: {
  readonly act: CaseAct;
  readonly open: boolean;
  onOpen(open: boolean): void;
  readonly theirZone: string | null;
  readonly fetching: readonly FetchProgress[];
  readonly onUse: DocumentUse;
  onTake(subject: string): void;
  readonly taking: boolean;
}) {
  const { t } = useTranslation('mail');
  const beside = useBeside();
  const Arrow = act.informal ? IconMessage : act.direction === 'in' ? IconArrowRight : IconArrowLeft;
  const { officialName: name, function: post, unit } = act.author;
  return (
    <details
      id={act.subject}
      className={act.informal ? 'act act-informal' : 'act'}
      open={open}
      onToggle={(event) => onOpen(event.currentTarget.open)}
    >
      <summary className="act-summary">
        <Arrow size={20} aria-hidden="true" className="pointing soft" />
        <span className="act-date">
          <ShortTime value={act.at} />
        </span>
        <span className="act-title">
          <span className="act-who">{act.direction === 'out' ? t('you') : <bdi>{act.from.name}</bdi>}</span>
          <span>{act.title}</span>
          {act.urgent ? <StatusWord tone="urgent">{t('urgent')}</StatusWord> : null}
          {act.informal ? <StatusWord tone="open">{t('informal')}</StatusWord> : null}
          {act.unread ? <StatusWord tone="calm">{t('unread')}</StatusWord> : null}
        </span>
        <span className="act-standing">
          <StandingWord {...act} by />
        </span>
      </summary>
      <div className="act-body">
        {act.informal ? <Notice tone="open">{<p>{t('informalWhy')}</p>}</Notice> : null}
        {act.irregular === null ? null : <Notice tone="bad">{<p>{t('noEffect', { why: act.irregular })}</p>}</Notice>}
        <dl className="act-head">
          <dt>{t('from')}</dt>
          <dd>
            <PartyNames parties={[act.from]} />
            {name === '' ? null : <bdi className="act-author soft">{beside([name, post, unit])}</bdi>}
            {act.signatures === 0 ? null : (
              <span className="act-author soft">{t('signedBy', { count: act.signatures })}</span>
            )}
          </dd>
          <dt>{t('to')}</dt>
          <dd>
            <PartyNames parties={act.to} />
          </dd>
          <dt>{t('sentOn')}</dt>
          <dd>
            <Times value={act.at} {...(theirZone === null ? {} : { theirZone })} />
          </dd>
          <dt>{t('number')}</dt>
          <dd>
            <CopyText text={act.subject} label={t('number')} shown={shortNumber(act.subject)} />
          </dd>
        </dl>
        <ActText parts={act.parts} />
        {act.documents.length === 0 ? null : (
          <section className="act-part">
            <h2>{t('documents')}</h2>
            <DocumentList documents={act.documents} fetching={fetching} onUse={onUse} />
          </section>
        )}
        <div className="row act-actions">
          {act.toTake ? (
            <Button busy={taking} onPress={() => onTake(act.subject)}>
              {t('take')}
            </Button>
          ) : null}
          {act.direction === 'out' ? (
            <ButtonLink look="quiet" href={`/sent/${act.subject}`}>
              {t('receipt')}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </details>
  );
}
