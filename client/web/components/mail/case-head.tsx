// The head of a case: with whom, both numbers, where it stands, whose turn it is, what is due, and what was asked for item by item.
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CaseFile } from '../../worker/mail/case-file.ts';
import { type Fact, Facts } from '../panel.tsx';
import { Progress } from '../progress.tsx';
import { useSigns } from '../signs.ts';
import { StatusWord } from '../status-word.tsx';
import { Table } from '../table.tsx';
import { ShortTime, Times } from '../times.tsx';
import { span, useNow } from './clock.tsx';
import { Day, DueMoment, DueWord } from './due.tsx';
import './case-head.css';

function Clock({ clock }: { readonly clock: NonNullable<CaseFile['clock']> }) {
  const { t } = useTranslation('mail');
  const { locale } = useLocale();
  const now = useNow();
  const all = clock.until - clock.from;
  const gone = Math.min(all, Math.max(0, now - clock.from));
  return (
    <Progress
      label={clock.paused ? t('clockPaused') : t('deadline')}
      value={gone}
      max={all}
      words={t('clockWords', { gone: span(gone, locale), all: span(all, locale) })}
    />
  );
}

export function CaseHead({ file }: { readonly file: CaseFile }) {
  const { t } = useTranslation('mail');
  const { stop } = useSigns();
  const { ours, theirs, officer, estimate, turn, flags, dues, theirZone } = file;
  const zone = theirZone === null ? {} : { theirZone };
  const facts: Fact[] = [
    ...(ours === null ? [] : [{ name: t('ourNumber'), value: <bdi>{ours}</bdi> }]),
    ...(theirs === null ? [] : [{ name: t('theirNumber'), value: <bdi>{theirs}</bdi> }]),
    ...(officer === null ? [] : [{ name: t('officer'), value: <bdi>{officer}</bdi> }]),
    ...(estimate === null ? [] : [{ name: t('estimate'), value: <Day day={estimate} /> }]),
    ...dues.slice(0, 1).map((due) => ({
      name: t('deadline'),
      value: (
        <span className="case-due">
          <DueWord due={due} moment={false} />
          <DueMoment due={due} theirZone={theirZone} />
          <span className="soft small">{t(due.owner === 'you' ? 'deadlineYou' : 'deadlineThey')}</span>
        </span>
      ),
    })),
  ];
  return (
    <section className="case-head" aria-label={t('caseTitle')}>
      <div className="case-status">
        <StatusWord tone={turn === 'you' ? 'waiting' : 'calm'}>{file.status}</StatusWord>
        <span className="soft">
          {t('standsSince')} <ShortTime value={file.since} />
        </span>
        {turn === null ? null : <span>{t(turn === 'you' ? 'turnYou' : 'turnThey')}</span>}
        {flags.map((flag) => (
          <span key={flag} className="case-flag">
            {flag}
          </span>
        ))}
      </div>
      {file.clock ? <Clock clock={file.clock} /> : null}
      <Facts facts={facts} />
      {file.items.length === 0 ? null : (
        <Table
          caption={t('itemsTitle')}
          rows={file.items}
          keyOf={({ number }) => String(number)}
          columns={[
            { head: t('itemNumber'), cell: ({ number }) => number },
            { head: t('itemWhat'), cell: ({ what }) => what ?? '' },
            { head: t('itemStatus'), cell: ({ status }) => status },
          ]}
        />
      )}
      {file.kept.map((one) => (
        <Facts
          key={one.hash}
          facts={[
            { name: t('keptTitle'), value: one.held ? `${one.status}${stop}${t('keptHeld')}` : one.status },
            ...(one.from === null ? [] : [{ name: t('keptFrom'), value: <Times value={one.from} {...zone} /> }]),
            ...(one.until === null ? [] : [{ name: t('keptUntil'), value: <Times value={one.until} {...zone} /> }]),
            ...(one.reference === null ? [] : [{ name: t('keptReference'), value: <bdi>{one.reference}</bdi> }]),
          ]}
        />
      ))}
    </section>
  );
}
