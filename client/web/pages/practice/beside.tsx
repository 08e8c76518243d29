// Both views of a transmission, line by line: what an official reads and what the relay has in its place.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSigns } from '../../components/signs.ts';
import { Table } from '../../components/table.tsx';
import { ShortTime } from '../../components/times.tsx';
import type { Held } from '../../worker/practice.ts';
import './beside.css';

type Row = { readonly key: string; readonly what: string; readonly read: ReactNode; readonly relay: ReactNode };

/** Bytes as they are: how many, and how they begin. */
function Bytes({ size, start }: { readonly size: number; readonly start: string }) {
  const { t } = useTranslation('practice');
  return (
    <>
      {t('bytes', { size })}
      <code dir="ltr" className="beside-bytes">
        {start.match(/../g)?.join(' ')}…
      </code>
    </>
  );
}

const Id = ({ id }: { readonly id: string }) => (
  <code dir="ltr" className="beside-bytes">
    {id.match(/.{1,4}/g)?.join(' ')}
  </code>
);

export function Beside({ held: { read, relay } }: { readonly held: Held }) {
  const { t } = useTranslation('practice');
  const { comma, colon, open, close } = useSigns();
  const rows: Row[] = [
    {
      key: 'act',
      what: t('rowAct'),
      read: (
        <>
          <strong>{read.title}</strong>
          {read.says.map(({ label, text }) => (
            <p key={label} className="beside-says">
              {label}
              {colon}
              <bdi>{text}</bdi>
            </p>
          ))}
        </>
      ),
      relay: (
        <>
          <p>{t('heldBody')}</p>
          <Bytes {...relay.body} />
        </>
      ),
    },
    {
      key: 'author',
      what: t('rowAuthor'),
      read: (
        <p>
          <bdi>{read.author}</bdi>
        </p>
      ),
      relay: (
        <>
          <p>{t('heldAuthor')}</p>
          <Id id={relay.device} />
        </>
      ),
    },
    {
      key: 'references',
      what: t('rowReferences'),
      read: (
        <p>
          <bdi>{read.references.join(' · ') || t('nothing')}</bdi>
        </p>
      ),
      relay: (
        <>
          <p>{t('heldCase')}</p>
          <Id id={relay.caseId} />
        </>
      ),
    },
    {
      key: 'files',
      what: t('rowFiles'),
      read:
        read.files.length === 0
          ? t('nothing')
          : read.files.map(({ name, size }) => (
              <p key={name}>
                <bdi>{name}</bdi>
                {`${open}${t('bytes', { size })}${close}`}
              </p>
            )),
      relay: (
        <>
          <p>{relay.files.length > 0 ? t('heldFiles') : t('nothing')}</p>
          {relay.files.map(({ id, size }) => (
            <div key={id}>
              {t('bytes', { size })} <Id id={id} />
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'keys',
      what: t('rowReaders'),
      read: t('readReaders'),
      relay: (
        <>
          <p>{t('heldWraps')}</p>
          <Bytes {...relay.wraps} />
        </>
      ),
    },
    {
      key: 'parties',
      what: t('rowParties'),
      read: read.parties.map((name) => (
        <p key={name}>
          <bdi>{name}</bdi>
        </p>
      )),
      relay: (
        <>
          <p>{t('heldParties')}</p>
          {relay.parties.map((id) => (
            <Id key={id} id={id} />
          ))}
        </>
      ),
    },
    {
      key: 'signed',
      what: t('rowSigned'),
      read: t('readSigned'),
      relay: (
        <>
          <Bytes {...relay.statement} />
          {relay.gestures ? <Bytes {...relay.gestures} /> : null}
        </>
      ),
    },
    {
      key: 'entries',
      what: t('rowEntries'),
      read: relay.entries.map(({ path, event, at }) => (
        <p key={path}>
          {event}
          {comma}
          <ShortTime value={at} />
        </p>
      )),
      relay: (
        <>
          <p>{t('heldEntries', { words: relay.class })}</p>
          {relay.entries.map((entry) => (
            <p key={entry.path}>
              {entry.event}
              {comma}
              <ShortTime value={entry.at} />
              {comma}
              {t('bytes', { size: entry.size })}
            </p>
          ))}
        </>
      ),
    },
  ];
  return (
    <>
      <Table<Row>
        caption={t('besideCaption')}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { head: t('columnWhat'), cell: ({ what }) => what },
          { head: t('columnRead'), cell: ({ read: mine }) => <div className="beside-cell">{mine}</div> },
          { head: t('columnRelay'), cell: ({ relay: theirs }) => <div className="beside-cell">{theirs}</div> },
        ]}
      />
      <p>{t('honest')}</p>
    </>
  );
}
