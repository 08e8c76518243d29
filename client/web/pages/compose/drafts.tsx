// What one's authority prepares: who changed it last and when, what only this device has, what waits to be sent, and what two people changed.
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconNotes from '@tabler/icons-react/dist/esm/icons/IconNotes.mjs';
import { useTranslation } from 'react-i18next';
import { aboutOf } from '../../../casework/about.ts';
import { ACT_KINDS } from '../../../casework/act.ts';
import type { DraftedAct } from '../../../casework/draft.ts';
import { say } from '../../../casework/labels/say.ts';
import { useDesk } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { List, ListRow } from '../../components/list.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { StatusWord, type Tone } from '../../components/status-word.tsx';
import { ShortTime } from '../../components/times.tsx';
import { useLabels } from '../../labels.ts';
import type { DraftView } from '../../worker/compose.ts';
import { Addressees } from './addressees.tsx';
import { Changed } from './changed.tsx';
import { ReadyToSend } from './ready.tsx';
import './compose.css';

const STATES = {
  saved: ['draftShared', 'good'],
  waiting: ['draftHere', 'waiting'],
  conflict: ['draftConflict', 'bad'],
  missing: ['draftMissing', 'waiting'],
} as const satisfies Record<DraftView['state'], readonly [string, Tone]>;

/** What tells it from another of its kind to the same authority: its number, and what it is about. */
function Telling({ act }: { readonly act: DraftedAct }) {
  const { ours, theirs } = act.caseRefs;
  const number = ours ?? theirs;
  const telling = [...(number === undefined ? [] : [number]), ...aboutOf(act.kind, act.fields)];
  if (telling.length === 0) return null;
  return (
    <>
      <br />
      <span className="compose-telling">
        {telling.map((one) => (
          <span key={one}>
            <bdi>{one}</bdi>
          </span>
        ))}
      </span>
    </>
  );
}

export function DraftsPage() {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const query = useDesk('drafts', ['list'], (d) => d.compose.drafts());
  return (
    <Page
      title={t('draftsTitle')}
      actions={
        <ButtonLink look="primary" href="/new">
          {t('newTitle')}
        </ButtonLink>
      }
    >
      <ReadyToSend />
      <Loaded query={query}>
        {(drafts) =>
          drafts.length === 0 ? (
            <Empty icon={<IconNotes size={32} stroke={1.5} aria-hidden="true" />} title={t('noDrafts')}>
              <p>{t('noDraftsWhy')}</p>
            </Empty>
          ) : (
            <List label={t('draftsTitle')}>
              {drafts.map(({ id, act, state, changedAt, changedBy }) => {
                const [words, tone] = STATES[state];
                return (
                  <ListRow
                    key={id}
                    href={state === 'conflict' ? `/draft/${id}/conflict` : `/draft/${id}`}
                    icon={<IconFileText size={24} stroke={1.5} aria-hidden="true" />}
                    title={act ? say(ACT_KINDS[act.kind].title, {}, labels) : t('unreadable')}
                    detail={
                      <>
                        {act ? <Addressees to={act.to} /> : null}
                        {act ? <Telling act={act} /> : null}
                        <br />
                        <Changed by={changedBy} />
                      </>
                    }
                    status={<StatusWord tone={tone}>{t(words)}</StatusWord>}
                    time={<ShortTime value={changedAt} />}
                  />
                );
              })}
            </List>
          )
        }
      </Loaded>
    </Page>
  );
}
