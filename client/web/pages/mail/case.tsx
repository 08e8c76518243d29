// A case: where it stands and what can be done, every act as it reads, its documents, all that the register says, and what waits here.
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs';
import { useLocation, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { CaseHead } from '../../components/mail/case-head.tsx';
import { CaseTimeline } from '../../components/mail/case-timeline.tsx';
import { DocumentList } from '../../components/mail/document-list.tsx';
import { Moves } from '../../components/mail/moves.tsx';
import { PartyNames } from '../../components/mail/party.tsx';
import { TodayList } from '../../components/mail/today-list.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useLanguage } from '../../i18n.ts';
import type { CaseFile } from '../../worker/mail.ts';
import { OwnEvidence } from '../proof/own-evidence.tsx';
import { CaseActs } from './case-acts.tsx';
import { usePrinting } from './printing.ts';
import { useDocuments } from './use-documents.ts';
import './case.css';

export function CasePage() {
  const { caseId } = useParams({ from: '/case/$caseId' });
  const language = useLanguage();
  const { t } = useTranslation('mail');
  const query = useDesk('mail', ['case', caseId, language], (d) => d.mail.case(caseId, language));
  const { data } = query;
  const number = data?.ours ?? data?.theirs ?? null;
  const printing = usePrinting();
  return (
    <Page
      title={data === undefined ? t('caseTitle') : number === null ? t('caseNoNumber') : t('caseOf', { ref: number })}
      lead={data ? <PartyNames parties={data.others} /> : undefined}
      actions={
        <Button look="quiet" icon={<IconPrinter aria-hidden="true" />} onPress={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      <Loaded query={query}>{(file) => <Case key={caseId} file={file} printing={printing} />}</Loaded>
    </Page>
  );
}

function Case({ file, printing }: { readonly file: CaseFile; readonly printing: boolean }) {
  const { t } = useTranslation('mail');
  const language = useLanguage();
  const hash = useLocation({ select: ({ hash: at }) => at });
  const { caseId, acts, theirZone } = file;
  const { use, fetching, failure, told } = useDocuments();
  const today = useDesk('mail', ['today', language], (d) => d.mail.today(language));
  const tasks = (today.data ?? []).filter((row) => row.caseId === caseId);
  const look = useDeskAct((d, subjects: readonly string[]) => d.mail.look(subjects));
  const take = useDeskAct((d, subject: string) => d.mail.take(subject), ['mail']);
  const [view, setView] = useState('acts');

  const unread = acts.filter((act) => act.unread).map(({ subject }) => subject);
  const asked = unread.join();
  const { mutate: say } = look;
  // An official looks at this page: that, and nothing earlier, is what "opened" tells the sender.
  useEffect(() => {
    if (asked !== '') say(asked.split(','));
  }, [asked, say]);

  const documents = acts.flatMap((act) => act.documents);
  const waiting = acts.find(({ toTake, urgent, kind }) => toTake && (urgent || kind.endsWith('-request')));
  const views: readonly { key: string; label: string; count?: number; content: ReactNode }[] = [
    {
      key: 'acts',
      label: t('acts'),
      content: (
        <CaseActs
          acts={acts}
          theirZone={theirZone}
          wanted={hash}
          printing={printing}
          fetching={fetching}
          onUse={use}
          onTake={(subject) => take.mutate(subject)}
          taking={take.isPending}
        />
      ),
    },
    {
      key: 'documents',
      label: t('documents'),
      count: documents.length,
      content:
        documents.length === 0 ? (
          <Empty title={t('noDocuments')}>
            <p>{t('noDocumentsWhy')}</p>
          </Empty>
        ) : (
          <DocumentList documents={documents} fetching={fetching} onUse={use} />
        ),
    },
    {
      key: 'timeline',
      label: t('timeline'),
      content: (
        <CaseTimeline
          events={file.events}
          theirZone={theirZone}
          evidence={(subject) => <OwnEvidence subject={subject} atOnce />}
        />
      ),
    },
    {
      key: 'tasks',
      label: t('tasks'),
      count: tasks.length,
      content:
        tasks.length === 0 ? (
          <Empty title={t('noTasks')}>
            <p>{t('noTasksWhy')}</p>
          </Empty>
        ) : (
          <TodayList rows={tasks} onRetry={() => void today.refetch()} />
        ),
    },
  ];
  return (
    <div className="case">
      {file.confidential ? <p className="case-mark">{t('confidentialMark')}</p> : null}
      <CaseHead file={file} />
      {waiting ? (
        <Notice
          tone={waiting.urgent ? 'urgent' : 'waiting'}
          title={t('notTaken')}
          actions={
            <Button look="primary" busy={take.isPending} onPress={() => take.mutate(waiting.subject)}>
              {t('take')}
            </Button>
          }
        >
          <p>{t('notTakenWhy')}</p>
        </Notice>
      ) : null}
      {[take.error, look.error, failure].map((error) => (error ? <Failure key={error.message} error={error} /> : null))}
      <Moves file={file} first={waiting === undefined} />
      <p role="status" className="soft">
        {told}
      </p>
      {printing ? (
        views.slice(0, 3).map(({ key, label, content }) => (
          <section key={key} className="case-printed">
            <h2>{label}</h2>
            {content}
          </section>
        ))
      ) : (
        <Tabs label={t('tabs')} views={views} selected={view} onSelect={setView} />
      )}
    </div>
  );
}
