// Where a founding stands, and what is done next: second administrator, passkeys, recovery sheets, admission.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct, useSeat } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { TaskList } from '../../components/task-list.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Words } from '../../components/words.tsx';
import type { FoundingState, SheetView } from '../../worker/founding.ts';
import { Code } from './code.tsx';
import type { Invited } from './invite.tsx';
import { KEPT, type Kept, KeptChoice } from './kept.tsx';
import { Sheets } from './sheets.tsx';

const ORDER = [
  'found',
  'invite second administrator',
  'wait for second administrator',
  'add passkeys',
  'complete',
  'wait for admission',
  'done',
] as const;
/** What concerns everybody who was invited, and not administrators only. */
const THEIRS: ReadonlySet<FoundingState['step']> = new Set(['wait for admission', 'done']);
const BEAT_MS = 3_000;

function Second() {
  const { t } = useTranslation('authority');
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const invite = useDeskAct((d) => d.founding.inviteSecond(name.trim()));
  async function send(): Promise<void> {
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    const { code, outcome } = await invite.mutateAsync();
    invite.reset();
    setInvited({ code, outcome, name: name.trim(), service: false });
  }
  if (invited) return <Code invited={invited} onDone={() => setInvited(null)} />;
  return (
    <Panel title={t('taskSecond')}>
      <p>{t('secondWhy')}</p>
      <TextField
        label={t('secondName')}
        value={name}
        onChange={setName}
        error={missing ? t('inviteNameMissing') : undefined}
      />
      {invite.error ? <Failure error={invite.error} /> : null}
      <div className="row">
        <Button look="primary" busy={invite.isPending} onPress={() => void send().catch(() => undefined)}>
          {t('secondInvite')}
        </Button>
      </div>
    </Panel>
  );
}

function Making({ onSheets }: { onSheets(sheets: readonly SheetView[], needed: number): void }) {
  const { t } = useTranslation('authority');
  const [kept, setKept] = useState<Kept>('2 3');
  const complete = useDeskAct((d) => d.founding.complete(KEPT[kept]));
  return (
    <Panel title={t('sheetsTitle')}>
      <KeptChoice value={kept} onChange={setKept} />
      {complete.error ? <Failure error={complete.error} /> : null}
      {complete.data?.length === 0 ? <Notice announced>{t('sheetsMadeBefore')}</Notice> : null}
      <div className="row">
        <Button
          look="primary"
          busy={complete.isPending}
          onPress={() =>
            void complete.mutateAsync().then(
              (sheets) => onSheets(sheets, KEPT[kept].needed),
              () => undefined,
            )
          }
        >
          {t('sheetsMake')}
        </Button>
      </div>
    </Panel>
  );
}

function Admission({ state }: { readonly state: FoundingState }) {
  const { t } = useTranslation('authority');
  return (
    <Panel title={t('taskAdmission')}>
      <p>{t('admissionWhy')}</p>
      <Words words={state.words} />
      <Facts
        facts={[
          {
            name: t('admissionNumber'),
            value: <CopyText label={t('admissionNumber')} text={state.authority} grouped />,
          },
        ]}
      />
      {state.practice ? (
        <>
          <p>{t('admissionPractice')}</p>
          <CopyText
            label={t('admissionPractice')}
            text={`npx rogatory relay admit --data .rogatory/practice/relay ${state.authority}`}
          />
        </>
      ) : null}
      <p className="soft">{t('admissionLive')}</p>
    </Panel>
  );
}

function Next({ state }: { readonly state: FoundingState }) {
  const { t } = useTranslation('authority');
  switch (state.step) {
    case 'wait for second administrator':
      return (
        <Notice tone="waiting" title={t('taskWaits')}>
          <p>{t('secondWaits')}</p>
        </Notice>
      );
    case 'add passkeys':
      return (
        <Notice
          tone="waiting"
          title={t('taskPasskeys')}
          actions={<ButtonLink href="/settings">{t('passkeysOpen')}</ButtonLink>}
        >
          <p>{t('passkeysWhy')}</p>
        </Notice>
      );
    case 'wait for admission':
      return <Admission state={state} />;
    case 'done':
      return (
        <Notice
          tone="good"
          announced
          title={t('foundedTitle')}
          actions={
            <ButtonLink look="primary" href="/">
              {t('goHome')}
            </ButtonLink>
          }
        >
          {state.endorsedOn === null ? <p>{t('designationWhy')}</p> : null}
        </Notice>
      );
    default:
      return null;
  }
}

function Steps({ state, admin }: { readonly state: FoundingState; readonly admin: boolean }) {
  const { t } = useTranslation('authority');
  const [sheets, setSheets] = useState<{ all: readonly SheetView[]; needed: number } | null>(null);
  // The code stands on the page until its reader passed it on, whatever step comes meanwhile.
  const [inviting, setInviting] = useState(state.step === 'invite second administrator');
  useEffect(() => {
    if (state.step === 'invite second administrator') setInviting(true);
    if (ORDER.indexOf(state.step) > 2) setInviting(false);
  }, [state.step]);
  const at = ORDER.indexOf(state.step);
  const task = (key: string, label: string, from: number, to: number) => {
    const waits = !admin || [2, 5].includes(at);
    const status = at >= to ? 'taskDone' : at < from ? 'taskLater' : waits ? 'taskWaits' : 'taskNow';
    const tone = at >= to ? 'good' : at < from ? 'open' : 'waiting';
    return { key, label, status: t(status), tone } as const;
  };
  if (sheets) return <Sheets sheets={sheets.all} needed={sheets.needed} onProven={() => setSheets(null)} />;
  return (
    <>
      <TaskList
        label={t('foundTitle')}
        tasks={[
          task('founded', t('taskFounded'), 0, 1),
          task('second', t('taskSecond'), 1, 3),
          ...(state.practice ? [] : [task('passkeys', t('taskPasskeys'), 3, 4)]),
          task('sheets', t('taskSheets'), 4, 5),
          task('admission', t('taskAdmission'), 5, 6),
          {
            key: 'designation',
            label: t('taskDesignation'),
            status: state.endorsedOn === null ? t('taskWaits') : t('taskDone'),
            tone: state.endorsedOn === null ? 'open' : 'good',
          },
        ]}
      />
      {admin && inviting ? <Second /> : null}
      {admin && state.step === 'complete' ? (
        <Making onSheets={(all, needed) => all.length > 0 && setSheets({ all, needed })} />
      ) : null}
      {admin || THEIRS.has(state.step) ? <Next state={state} /> : <Notice tone="waiting">{t('foundByAdmins')}</Notice>}
    </>
  );
}

export function FoundingSteps() {
  const state = useDesk('authority', ['founding'], (d) => d.founding.state());
  const { data: seat } = useSeat();
  const admin = seat?.seat?.roles.includes('admin') ?? false;
  const { refetch } = state;
  // Others do their part elsewhere, and a relay tells an authority that is not admitted yet nothing by itself.
  useEffect(() => {
    const beat = setInterval(() => void refetch(), BEAT_MS);
    return () => clearInterval(beat);
  }, [refetch]);
  return <Loaded query={state}>{(known) => <Steps state={known} admin={admin} />}</Loaded>;
}
