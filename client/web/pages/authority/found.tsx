// Founding an authority: its names and its first administrator, a passkey, and then one step after another until it is admitted.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct, useSeat } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { askToPersist } from '../../passkeys.ts';
import type { FoundingForm as Form, Guard } from '../../worker/seat.ts';
import { PasskeyStep } from '../seat/passkey-step.tsx';
import { FoundingForm } from './founding-form.tsx';
import { FoundingSteps } from './founding-steps.tsx';

export function FoundPage() {
  const { t } = useTranslation(['authority', 'seat']);
  const { data } = useSeat();
  const [form, setForm] = useState<Form | null>(null);
  const found = useDeskAct<{ guard: Guard; form: Form }>((d, input) => d.seat.found(input.guard, input.form), ['seat']);
  const practice = data?.practice ?? false;

  async function go(guard: Guard): Promise<void> {
    if (!form) return;
    await found.mutateAsync({ guard, form });
    await askToPersist();
  }

  if (data?.seat)
    return (
      <Page key="steps" title={t('foundTitle')} lead={data.seat.authority.name}>
        <FoundingSteps />
      </Page>
    );
  if (form)
    return (
      <Page key="passkey" title={t('seat:passkeyTitle')} failed={found.error !== null}>
        <PasskeyStep
          practice={practice}
          rpId={data?.rpId ?? location.hostname}
          name={form.name}
          error={found.error}
          busy={found.isPending}
          onGuard={(guard) => void go(guard).catch(() => undefined)}
          onBack={() => {
            found.reset();
            setForm(null);
          }}
        />
      </Page>
    );
  return (
    <Page key="form" title={t('foundTitle')} lead={t('foundLead')}>
      <FoundingForm practice={practice} onForm={setForm} />
      <div className="row">
        <span className="soft">{t('foundElsewhere')}</span>
        <ButtonLink look="quiet" href="/enrol">
          {t('seat:haveCode')}
        </ButtonLink>
      </div>
    </Page>
  );
}
