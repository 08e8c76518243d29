// All that one's own register says about a case, entry by entry, each with what stands behind it.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseEvent } from '../../worker/mail/case-file.ts';
import { Button } from '../button.tsx';
import { useSigns } from '../signs.ts';
import type { Tone } from '../status-word.tsx';
import { Timeline } from '../timeline.tsx';
import { Times } from '../times.tsx';
import { ByWord } from './standing.tsx';

/** How an entry is set, by who says so. */
export const TONES: Readonly<Record<CaseEvent['standing'], Tone>> = {
  register: 'calm',
  signed: 'good',
  reported: 'waiting',
};

/** `evidence`: what can be done with the evidence of one transmission, for a reader who asks for it. */
export function CaseTimeline({
  events,
  theirZone,
  evidence,
}: {
  readonly events: readonly CaseEvent[];
  readonly theirZone: string | null;
  evidence(subject: string): ReactNode;
}) {
  const { t } = useTranslation('mail');
  const { comma } = useSigns();
  const [asked, ask] = useState<number | null>(null);
  return (
    <div className="case-timeline">
      <p className="soft">{t('evidenceLead')}</p>
      <Timeline
        label={t('timeline')}
        moments={events.map(({ index, event, at, who, own, standing, title, subject }) => ({
          key: String(index),
          tone: TONES[standing],
          time: <Times value={at} {...(theirZone === null ? {} : { theirZone })} />,
          words: t(`ev_${event}`, { who: own ? t('ourAuthority') : (who?.name ?? t('theSender')) }),
          detail: (
            <>
              {title}
              {comma}
              <ByWord standing={standing} own={own} />
              {comma}
              {t('entry', { index })}
              <div className="case-evidence">
                <Button
                  look="quiet"
                  aria-expanded={asked === index}
                  aria-label={`${t('verifyNow')}: ${title}${comma}${t('entry', { index })}`}
                  onPress={() => ask(asked === index ? null : index)}
                >
                  {t('verifyNow')}
                </Button>
                {asked === index ? evidence(subject) : null}
              </div>
            </>
          ),
        }))}
      />
    </div>
  );
}
