// Received or sent, as a list like mail: a search, a few ways to look at it, j and k, and what teaches where it is empty.
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
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
import { rowsOf, type Shown, WAYS } from './shown.ts';
import './mail.css';

const WORDS = {
  all: 'showAll',
  unread: 'showUnread',
  urgent: 'showUrgent',
  open: 'showOpen',
  due: 'showDue',
} as const satisfies Record<Shown, string>;

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

/** `text`: what is searched for; `list` answers it. `shown`: the way to look at it. */
export function MailRows({
  direction,
  list,
  text,
  onSearch,
  shown,
  onShow,
}: {
  readonly direction: 'in' | 'out';
  readonly list: MailList;
  readonly text: string;
  onSearch(text: string): void;
  readonly shown: Shown;
  onShow(shown: Shown): void;
}) {
  const { t } = useTranslation('mail');
  const place = useRef<HTMLDivElement>(null);
  useListKeys(place);
  const { rows, unsent, covers } = list;
  const visible = rowsOf(rows, shown);
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
  const choices = WAYS.filter((key) => received || key !== 'unread');
  return (
    <>
      <div className="mail-tools">
        <TextField type="search" label={t('search')} hint={t('searchHint')} value={text} onChange={onSearch} />
        <Filter<Shown>
          label={t('show')}
          choices={choices.map((key) => ({ key, label: t(WORDS[key]) }))}
          value={shown}
          onChange={onShow}
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
                  onShow('all');
                  onSearch('');
                }}
              >
                {t('showEverything')}
              </Button>
            }
          >
            <p>{text === '' ? t('noneShownWhy') : t(received ? 'noneFoundIn' : 'noneFoundOut')}</p>
            {text === '' || shown === 'all' ? null : <p>{t('noneFoundShown')}</p>}
            {covers.closed === 0 ? null : <p>{t('coversClosed', { count: covers.closed })}</p>}
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
