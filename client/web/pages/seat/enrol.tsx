// Enrolment: a code and a name, then a passkey, then home. What the invitation says is shown before anything is made.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct, useSeat } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { askToPersist } from '../../passkeys.ts';
import type { Guard, InvitationView } from '../../worker/seat.ts';
import { CodeForm } from './code-form.tsx';
import { PasskeyStep } from './passkey-step.tsx';

export function EnrolPage() {
  const { t } = useTranslation('seat');
  const navigate = useNavigate();
  const { data } = useSeat();
  const practice = data?.practice ?? false;
  const [read, setRead] = useState<{ code: string; name: string; invitation: InvitationView } | null>(null);
  const enrol = useDeskAct<{ code: string; name: string; guard: Guard }>(
    (desk, input) => desk.seat.enrol(input),
    ['seat'],
  );

  async function finish(guard: Guard): Promise<void> {
    if (!read) return;
    await enrol.mutateAsync({ code: read.code, name: read.name, guard });
    await askToPersist();
    await navigate({ to: '/' });
  }

  if (read)
    return (
      <Page key="passkey" title={t('passkeyTitle')} failed={enrol.error !== null}>
        <PasskeyStep
          practice={practice}
          rpId={data?.rpId ?? location.hostname}
          name={read.name}
          invitation={read.invitation}
          error={enrol.error}
          busy={enrol.isPending}
          onGuard={(guard) => void finish(guard).catch(() => undefined)}
          onBack={() => {
            enrol.reset();
            setRead(null);
          }}
        />
      </Page>
    );
  return (
    <Page key="code" title={t('enrolTitle')} lead={practice ? t('enrolLeadPractice') : t('enrolLead')}>
      <CodeForm onRead={setRead} />
      {data && data.profiles.length > 0 ? (
        <div className="row">
          <ButtonLink look="quiet" href="/sign-in">
            {t('signInTitle')}
          </ButtonLink>
        </div>
      ) : (
        <div className="row">
          <ButtonLink look="quiet" href="/verify">
            {t('verifyFile')}
          </ButtonLink>
          <ButtonLink look="quiet" href="/second">
            {t('secondDevice')}
          </ButtonLink>
          <ButtonLink look="quiet" href="/found">
            {t('foundOne')}
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}
