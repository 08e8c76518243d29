// What forms on these pages speak with, for one draft.
import { useMemo } from 'react';
import { ACT_KINDS } from '../../../casework/act.ts';
import { type DraftedAct, instrumentOf } from '../../../casework/draft.ts';
import type { Form, Side } from '../../../casework/form.ts';
import { useDesk, useSeat } from '../../bridge.ts';
import type { Speech } from '../../components/form/speech.tsx';
import { useLabels } from '../../labels.ts';

export const useNamed = ({ caseId, inReplyTo }: Pick<DraftedAct, 'caseId' | 'inReplyTo'>) =>
  useDesk('mail', ['named', caseId, inReplyTo], (d) => d.compose.named({ caseId, inReplyTo }));

/** Values of the choice that decides whose act it is which are the other side's. */
function others(kind: DraftedAct['kind'], side: Side | null): Speech['others'] {
  const { sides }: Form = ACT_KINDS[kind];
  if (!sides || side === null) return null;
  return { field: sides.field, values: Object.keys(sides.of).filter((value) => sides.of[value] !== side) };
}

export function useDraftSpeech({ kind, fields, files, caseId, inReplyTo }: DraftedAct): Speech {
  const { labels, locale } = useLabels();
  const { data } = useNamed({ caseId, inReplyTo });
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
      others: others(kind, data?.side ?? null),
      title: '',
      files: names === '' ? [] : names.split('\n'),
    }),
    [labels, locale, practice, instrument, data, names, kind],
  );
}
