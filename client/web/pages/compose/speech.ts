// What forms on these pages speak with, for one draft.
import { useMemo } from 'react';
import { type DraftedAct, instrumentOf } from '../../../casework/draft.ts';
import { useDesk, useSeat } from '../../bridge.ts';
import type { Speech } from '../../components/form/speech.tsx';
import { useLabels } from '../../labels.ts';

export function useDraftSpeech({ fields, files, caseId }: Pick<DraftedAct, 'fields' | 'files' | 'caseId'>): Speech {
  const { labels, locale } = useLabels();
  const { data } = useDesk('mail', ['named', caseId], (d) => d.compose.named(caseId));
  const practice = useSeat().data?.practice ?? false;
  const instrument = instrumentOf({ fields });
  const names = files.map(({ name }) => name).join('\n');
  return useMemo(
    () => ({
      labels,
      locale,
      practice,
      instrument,
      items: (data?.items ?? []).map(({ number, type }) => ({
        number,
        label: `${number}. ${type === null ? '' : (labels[`assistance.${type}` as keyof typeof labels] ?? type)}`,
      })),
      statements: (data?.preservations ?? []).map(({ subject, reference }) => ({
        key: subject,
        label: reference ?? subject.slice(0, 8),
      })),
      files: names === '' ? [] : names.split('\n'),
    }),
    [labels, locale, practice, instrument, data, names],
  );
}
