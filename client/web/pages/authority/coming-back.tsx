// An authority comes back with its recovery sheets: who comes, a passkey, the sheets, the words compared, announced, and after the delay done.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, useDeskAct, useSeat } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Times } from '../../components/times.tsx';
import { Words } from '../../components/words.tsx';
import { askToPersist, passkeys } from '../../passkeys.ts';
import type { Guard, ComingBack as Plan, ProfileCard, UnlockProof } from '../../worker/seat.ts';
import { PasskeyStep } from '../seat/passkey-step.tsx';
import { TypedSheets } from './typed-sheets.tsx';

const HOUR = 3_600_000;

function GoOn({ profile, onOpen }: { readonly profile: ProfileCard; onOpen(name: string): void }) {
  const { t } = useTranslation('authority');
  const open = useDeskAct(async (d) => {
    const question = profile.unlocksWith.includes('passkey') ? await desk.seat.question(profile.id) : null;
    const proof: UnlockProof = question ? { by: 'passkey', answer: await passkeys.assert(question) } : { by: 'none' };
    await d.seat.goOn(profile.id, proof);
  });
  return (
    <Panel title={t('goOnTitle')}>
      <p>
        <bdi>{profile.name}</bdi>
      </p>
      {open.error ? <Failure error={open.error} /> : null}
      <div className="row">
        <Button
          busy={open.isPending}
          onPress={() =>
            void open.mutateAsync().then(
              () => onOpen(profile.name),
              () => undefined,
            )
          }
        >
          {t('goOn')}
        </Button>
      </div>
    </Panel>
  );
}

function Planned({
  plan,
  typed,
  name,
}: {
  readonly plan: Plan;
  readonly typed: readonly string[];
  readonly name: string;
}) {
  const { t } = useTranslation('authority');
  const navigate = useNavigate();
  const announce = useDeskAct((d) => d.seat.announceRecovery(typed, name));
  const complete = useDeskAct((d) => d.seat.completeRecovery(typed, name), ['seat']);
  const dueAt = announce.data ?? plan.dueAt;
  async function finish(): Promise<void> {
    await complete.mutateAsync();
    await askToPersist();
    await navigate({ to: '/' });
  }
  return (
    <Panel title={dueAt === null ? t('planTitle', { name: plan.name }) : t('waitTitle')}>
      {dueAt === null ? (
        <>
          <p>{t('planWords')}</p>
          <Words words={plan.words} />
          {plan.delayMs > 0 ? <p>{t('planDelay', { count: Math.round(plan.delayMs / HOUR) })}</p> : null}
        </>
      ) : (
        <>
          {plan.delayMs > 0 ? <p>{t('waitWhy')}</p> : null}
          <p>
            <Times value={dueAt} />
          </p>
        </>
      )}
      {announce.error || complete.error ? <Failure error={complete.error ?? announce.error} /> : null}
      <div className="row">
        {dueAt === null ? (
          <Button look="primary" busy={announce.isPending} onPress={() => announce.mutate()}>
            {t('announce')}
          </Button>
        ) : (
          <Button look="primary" busy={complete.isPending} onPress={() => void finish().catch(() => undefined)}>
            {t('completeNow')}
          </Button>
        )}
      </div>
    </Panel>
  );
}

export function ComingBack({
  practice,
  rpId,
  onCancel,
}: {
  readonly practice: boolean;
  readonly rpId: string;
  onCancel(): void;
}) {
  const { t } = useTranslation(['authority', 'seat']);
  const { data } = useSeat();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const [stage, setStage] = useState<'name' | 'passkey' | 'sheets'>('name');
  const [planned, setPlanned] = useState<{ plan: Plan; typed: readonly string[] } | null>(null);
  const begin = useDeskAct<Guard>((d, guard) => d.seat.comeBack(guard, name.trim()));
  const unfinished = (data?.profiles ?? []).filter(({ enrolled }) => !enrolled);

  if (planned && planned.plan.missing === 0)
    return <Planned plan={planned.plan} typed={planned.typed} name={name.trim()} />;
  if (stage === 'sheets')
    return (
      <>
        {planned ? (
          <Notice announced tone="good">
            {t('sheetsMissing', { count: planned.plan.missing })}
          </Notice>
        ) : null}
        <TypedSheets onPlan={(plan, typed) => setPlanned({ plan, typed })} />
      </>
    );
  if (stage === 'passkey')
    return (
      <PasskeyStep
        practice={practice}
        rpId={rpId}
        name={name.trim()}
        error={begin.error}
        busy={begin.isPending}
        onGuard={(guard) =>
          void begin.mutateAsync(guard).then(
            () => setStage('sheets'),
            () => undefined,
          )
        }
        onBack={() => setStage('name')}
      />
    );
  return (
    <>
      {unfinished.map((profile) => (
        <GoOn
          key={profile.id}
          profile={profile}
          onOpen={(known) => {
            setName(known);
            setStage('sheets');
          }}
        />
      ))}
      <Panel title={t('comingTitle')}>
        <p>{t('comingWhy')}</p>
        <TextField
          label={t('seat:name')}
          value={name}
          onChange={setName}
          error={missing ? t('seat:nameMissing') : undefined}
          autoComplete="name"
        />
        <div className="row">
          <Button
            look="primary"
            onPress={() => {
              setMissing(name.trim() === '');
              if (name.trim() !== '') setStage('passkey');
            }}
          >
            {t('seat:continue')}
          </Button>
          <Button look="quiet" onPress={onCancel}>
            {t('backToChoice')}
          </Button>
        </div>
      </Panel>
    </>
  );
}
