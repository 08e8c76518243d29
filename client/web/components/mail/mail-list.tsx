// Received or sent, as a list like mail: a search, a few ways to look at it, j and k, and what teaches where it is empty.
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailRow } from '../../worker/mail/rows.ts';
import type { MailList } from '../../worker/mail.ts';
import { Button } from '../button.tsx';
import { Empty } from '../empty.tsx';
import { List, ListRow } from '../list.tsx';
import { StatusWord } from '../status-word.tsx';
import { TextField } from '../text-field.tsx';
import { ShortTime } from '../times.tsx';
import { Filter } from './filter.tsx';
import { useListKeys } from './list-keys.ts';
import { MailLine } from './mail-row.tsx';
import { PartyNames } from './party.tsx';
import './mail.css';

const SHOWN = {
  showAll: () => true,
  showUnread: ({ unread }: MailRow) => unread,
  showUrgent: ({ urgent }: MailRow) => urgent,
  showOpen: ({ status }: MailRow) => !['taken', 'refused', 'passed'].includes(status),
  showDue: ({ due }: MailRow) => due !== null,
} as const;
type Shown = keyof typeof SHOWN;

function UnsentList({ unsent }: Pick<MailList, 'unsent'>) {
  const { t } = useTranslation('mail');
  if (unsent.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{t('unsentList')}</h2>
      <List label={t('unsentList')}>
        {unsent.map(({ id, draft, title, others, status, at }) => (
          <ListRow
            key={id}
            href={draft === null ? '/drafts' : `/draft/${draft}/sign`}
            title={<PartyNames parties={others} />}
            detail={title}
            status={
              status === 'stopped' ? (
                <StatusWord tone="bad">{t('unsentStopped')}</StatusWord>
              ) : (
                <StatusWord tone="waiting">{t(status === 'ready' ? 'unsentReady' : 'unsentDraft')}</StatusWord>
              )
            }
            time={<ShortTime value={at} />}
          />
        ))}
      </List>
    </section>
  );
}

/** `text`: what is searched for; `list` answers it. */
export function MailRows({
  direction,
  list,
  text,
  onSearch,
}: {
  readonly direction: 'in' | 'out';
  readonly list: MailList;
  readonly text: string;
  onSearch(text: string): void;
}) {
  const { t } = useTranslation('mail');
  const [shown, show] = useState<Shown>('showAll');
  const place = useRef<HTMLDivElement>(null);
  useListKeys(place);
  const { rows, unsent, covers } = list;
  const visible = rows.filter(SHOWN[shown]);
  const received = direction === 'in';
  if (covers.read === 0 && unsent.length === 0)
    return (
      <Empty
        icon={<IconInbox size={32} stroke={1.5} aria-hidden="true" />}
        title={t(received ? 'inboxEmpty' : 'sentEmpty')}
      >
        <p>{t(received ? 'inboxEmptyWhy' : 'sentEmptyWhy')}</p>
      </Empty>
    );
  const choices = (Object.keys(SHOWN) as Shown[]).filter((key) => received || key !== 'showUnread');
  return (
    <>
      <div className="mail-tools">
        <TextField type="search" label={t('search')} hint={t('searchHint')} value={text} onChange={onSearch} />
        <Filter<Shown>
          label={t('show')}
          choices={choices.map((key) => ({ key, label: t(key) }))}
          value={shown}
          onChange={show}
        />
      </div>
      {text === '' ? null : (
        <p className="soft small" role="status">
          {t('covers', { count: covers.read })}
          {covers.closed === 0 ? null : ` ${t('coversClosed', { count: covers.closed })}`}
        </p>
      )}
      <div ref={place} className="stack-tight">
        <UnsentList unsent={unsent} />
        {visible.length === 0 ? (
          <Empty
            icon={<IconSearch size={32} stroke={1.5} aria-hidden="true" />}
            title={t('noneFound')}
            action={
              <Button
                onPress={() => {
                  show('showAll');
                  onSearch('');
                }}
              >
                {t('showEverything')}
              </Button>
            }
          >
            <p>{t('noneFoundWhy')}</p>
          </Empty>
        ) : (
          <List label={t(received ? 'inboxList' : 'sentList')}>
            {visible.map((row) => (
              <MailLine key={row.subject} row={row} />
            ))}
          </List>
        )}
      </div>
      <p className="soft small mail-keys">{t('keys')}</p>
    </>
  );
}
