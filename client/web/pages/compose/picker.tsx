// Choosing a counterpart: found by State or name; whether their eight words were compared, and why somebody cannot be chosen.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { stateName } from '../../components/form/names.ts';
import { ParticularsBrief } from '../../components/particulars.tsx';
import { StatusWord } from '../../components/status-word.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useLabels } from '../../labels.ts';
import type { Counterpart } from '../../worker/compose.ts';

const HINDRANCES = {
  own: 'hindranceOwn',
  'not-admitted': 'hindranceNotAdmitted',
  closed: 'hindranceClosed',
  broken: 'hindranceBroken',
} as const;

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

export function Picker({
  all,
  busy,
  onChoose,
}: {
  readonly all: readonly Counterpart[];
  readonly busy: boolean;
  onChoose(authority: string): void;
}) {
  const { t } = useTranslation('compose');
  const { locale, language } = useLabels();
  const [typed, setTyped] = useState('');
  const spoken = (one: Counterpart): string => one.names.find(([code]) => code === language)?.[1] ?? one.name;
  const found = all
    .filter((one) => one.hindrance !== 'own')
    .filter((one) => {
      const said = [stateName(one.country, locale), one.country, ...one.names.map(([, name]) => name)];
      return folded(said.join(' ')).includes(folded(typed.trim()));
    })
    .sort((a, b) => Number(a.hindrance !== null) - Number(b.hindrance !== null));
  return (
    <>
      <TextField label={t('search')} hint={t('searchHint')} type="search" value={typed} onChange={setTyped} />
      <p className="unseen" role="status">
        {t('found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <Empty title={t('nobodyFound')}>
          <p>{t('nobodyFoundWhy')}</p>
        </Empty>
      ) : (
        <ul className="picker" aria-label={t('toWhom')}>
          {found.map((one) => (
            <li key={one.authority} className="picker-row">
              <div className="picker-words">
                <span className="picker-name">
                  <bdi>{spoken(one)}</bdi>
                </span>
                <span>
                  <bdi>{stateName(one.country, locale)}</bdi>
                  {one.territory === null ? null : (
                    <>
                      {' '}
                      <bdi>({one.territory})</bdi>
                    </>
                  )}
                </span>
                {one.competence === null ? null : (
                  <span className="soft small">
                    <bdi>{one.competence}</bdi>
                  </span>
                )}
                <ParticularsBrief particulars={one.particulars} />
                {one.hindrance === null ? (
                  <StatusWord tone={one.verified ? 'good' : 'waiting'}>
                    {one.verified ? t('verified') : t('notVerified')}
                  </StatusWord>
                ) : (
                  <StatusWord tone="bad">{t(HINDRANCES[one.hindrance])}</StatusWord>
                )}
              </div>
              {one.hindrance === null ? (
                <Button isDisabled={busy} onPress={() => onChoose(one.authority)}>
                  {t('writeTo')}
                  <span className="unseen"> {spoken(one)}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
