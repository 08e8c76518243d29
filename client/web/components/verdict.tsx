// What a bundle proves, as people read it: one plain sentence first, then who confirmed it, how many checks hold, and what it does not say (look.md "Verdict").
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BundleCheck } from '../../../crypto/index.ts';
import type { Verdict as VerdictView } from '../worker/proof.ts';
import { CopyText } from './copy-text.tsx';
import { Notice } from './notice.tsx';
import { Facts, Panel } from './panel.tsx';
import { StatusWord, type Tone } from './status-word.tsx';
import { Table } from './table.tsx';
import { What } from './told.tsx';
import { type Said, story } from './verdict-story.ts';
import { Words } from './words.tsx';
import './verdict.css';

const OUTCOMES = {
  verified: { words: 'verdict_verified', tone: 'good' },
  'consistent, not anchored': { words: 'verdict_consistent', tone: 'waiting' },
  failed: { words: 'verdict_failed', tone: 'bad' },
} as const satisfies { readonly [O in VerdictView['outcome']]: { words: string; tone: Tone } };

const CHECKED = {
  passed: { words: 'outcome_passed', tone: 'good' },
  failed: { words: 'outcome_failed', tone: 'bad' },
  'not anchored': { words: 'outcome_loose', tone: 'waiting' },
  absent: { words: 'outcome_absent', tone: 'open' },
  unchecked: { words: 'outcome_unchecked', tone: 'open' },
} as const satisfies { readonly [O in BundleCheck['outcome']]: { words: string; tone: Tone } };

const PRINTS: Readonly<
  Record<string, `print_${'trustCard' | 'relay' | 'ed25519' | 'mldsa' | 'operator' | 'registrar'}`>
> = {
  'trust card': 'print_trustCard',
  relay: 'print_relay',
  'directory, Ed25519': 'print_ed25519',
  'directory, ML-DSA-44': 'print_mldsa',
  operator: 'print_operator',
  registrar: 'print_registrar',
};

/** Each check by name, with its word; a failed one with what its failing means. */
function Checks({ verdict }: { readonly verdict: VerdictView }) {
  const { t } = useTranslation('proof');
  return (
    <Table<VerdictView['checks'][number]>
      caption={t('checksCaption')}
      rows={verdict.checks}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('checkOutcome'),
          cell: ({ outcome }) => <StatusWord tone={CHECKED[outcome].tone}>{t(CHECKED[outcome].words)}</StatusWord>,
        },
        {
          head: t('checkWhat'),
          cell: ({ id, why, code }) => (
            <>
              {t(`check_${Number(id.slice(4)) as 1}`)}
              {why === null ? null : (
                <span className="verdict-why">
                  <What fault={why} /> <code dir="ltr">{code}</code>
                </span>
              )}
            </>
          ),
        },
        {
          head: t('checkHead'),
          cell: ({ id }) => (
            <code dir="ltr" className="verdict-id">
              {id}
            </code>
          ),
        },
      ]}
    />
  );
}

/** What people compare where no trust card of their own was held against the file. */
function Compare({ verdict }: { readonly verdict: VerdictView }) {
  const { t } = useTranslation('proof');
  const { facts, anchors } = verdict;
  return (
    <Panel title={t('compareTitle')}>
      <p>{t('compareWhy')}</p>
      {facts
        ? [facts.sender, ...facts.recipients].map(({ authority, name, words }) => (
            <div key={authority} className="stack">
              <h3>
                <bdi>{t('compareWords', { who: name })}</bdi>
              </h3>
              <Words words={words.split(' ')} />
            </div>
          ))
        : null}
      {anchors ? (
        <div className="verdict-prints">
          <Facts
            facts={anchors.fingerprints.map(([label, value]) => {
              const name = t(PRINTS[label] ?? 'print_relay');
              // A post-quantum key has two thousand characters; nobody compares it by eye, and the card's own digest covers it.
              const short = value.length > 120 ? `${value.slice(0, 60)}…` : value;
              return { name, value: <CopyText text={short} label={name} /> };
            })}
          />
        </div>
      ) : null}
    </Panel>
  );
}

/** `open`: each check is shown at once. */
export function Verdict({ verdict, open = false }: { readonly verdict: VerdictView; readonly open?: boolean }) {
  const { t } = useTranslation('proof');
  const { locale } = useLocale();
  const { outcome, checks, facts } = verdict;
  const { words, tone } = OUTCOMES[outcome];
  const due = checks.filter((check) => check.outcome !== 'absent').length;
  const passed = checks.filter((check) => check.outcome === 'passed').length;
  const loose = checks.filter((check) => check.outcome === 'not anchored').length;
  const say = ([key, values]: Said): string => String(t(key, values as never));
  return (
    <div className="verdict">
      <Notice tone={tone} title={t(words)}>
        {facts?.sender.practice ? <p>{t('practice')}</p> : null}
        <ul className="verdict-story">
          {story(verdict, locale, say).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>
          <strong>{loose > 0 ? t('loose', { passed, all: due, loose }) : t('passed', { passed, all: due })}</strong>
        </p>
        {facts ? <p className="soft">{t('notContent')}</p> : null}
      </Notice>
      <details className="verdict-checks" open={open || outcome === 'failed'}>
        <summary>{t('show')}</summary>
        <Checks verdict={verdict} />
      </details>
      {outcome === 'consistent, not anchored' ? <Compare verdict={verdict} /> : null}
    </div>
  );
}
