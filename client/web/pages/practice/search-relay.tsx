// A word looked for in all that the practice relay keeps on this computer, and in the same search something that it must hold.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { SearchAnswer } from '../../practice-answers.ts';
import type { Held } from '../../worker/practice.ts';

const MIN_WORD = 4;

export function SearchRelay({ held: { subject, read } }: { readonly held: Held }) {
  const { t, i18n } = useTranslation('practice');
  const [word, setWord] = useState(read.author.split(',')[0] ?? '');
  const [refused, setRefused] = useState(false);
  const search = useDeskAct<string, SearchAnswer & { readonly sought: string }>(async (desk, sought) => ({
    ...(await desk.practice.search([sought], subject)),
    sought,
  }));
  const { data } = search;
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const listed = (paths: readonly string[]): string => paths.map((path) => `\u2066${path}\u2069`).join(', ');

  function press(): void {
    const given = word.trim();
    setRefused(given.length < MIN_WORD);
    if (given.length >= MIN_WORD) search.mutate(given);
  }

  return (
    <Panel title={t('searchTitle')}>
      <p>{t('searchWhy')}</p>
      <TextField
        label={t('searchWord')}
        hint={t('searchHint')}
        value={word}
        onChange={setWord}
        {...(refused ? { error: t('searchShort') } : {})}
      />
      <div className="row">
        <Button look="primary" busy={search.isPending} onPress={press}>
          {t('searchDo')}
        </Button>
      </div>
      {search.error ? <Failure error={search.error} /> : null}
      {data ? (
        <Notice
          announced
          tone={data.found.length === 0 ? 'good' : 'waiting'}
          title={
            data.found.length === 0
              ? t('foundNowhere', { word: data.sought, files: number(data.files), bytes: number(data.bytes) })
              : t('foundIn', { word: data.sought, files: listed(data.found) })
          }
        >
          {data.found.length === 0 ? null : <p>{t('foundPublic')}</p>}
          <p>{data.control.length > 0 ? t('control', { files: listed(data.control) }) : t('controlNot')}</p>
        </Notice>
      ) : null}
    </Panel>
  );
}
