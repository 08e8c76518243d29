// A further browser of somebody who has a desk elsewhere: the code that the other one shows, and a touch of a passkey they have (docs/spec/browser.md, BRW-12).
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { bound } from '../../components/field.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { TextField } from '../../components/text-field.tsx';
import { askToPersist } from '../../passkeys.ts';

type Values = { code: string; name: string };
const FIELDS = ['code', 'name'] as const;
/** Said when it is drawn, in the language that the page has then. */
const MISSING = { code: 'deviceCodeMissing', name: 'nameMissing' } as const;
/** The code is no code, of another official, or was used. */
const REFUSED = ['POLICY_INVITATION', 'CLIENT_NOT_FOUND', 'RELAY_NOT_FOUND'];

export function SecondPage() {
  const { t } = useTranslation('seat');
  const navigate = useNavigate();
  const [attempt, setAttempt] = useState(0);
  const { control, handleSubmit, setFocus, formState } = useForm<Values>({
    defaultValues: { code: '', name: '' },
    shouldFocusError: false,
  });
  const pair = useDeskAct<Values>((d, { code, name }) => d.seat.pair(code.trim(), name.trim()), ['seat']);
  const send = handleSubmit(
    async (values) => {
      try {
        await pair.mutateAsync(values);
      } catch {
        return; // told below, as `pair.error`
      }
      await askToPersist();
      await navigate({ to: '/' });
    },
    () => setAttempt((before) => before + 1),
  );
  const missing = (field: keyof Values): string | undefined =>
    formState.errors[field] ? t(MISSING[field]) : undefined;
  const errors = FIELDS.flatMap((field) => {
    const message = missing(field);
    return message ? [{ field, message, focus: () => setFocus(field) }] : [];
  });
  return (
    <Page title={t('secondDeviceTitle')} lead={t('secondDeviceLead')} failed={errors.length > 0 || pair.error !== null}>
      <form className="stack" noValidate onSubmit={(event) => void send(event)}>
        <ErrorSummary errors={errors} attempt={attempt} />
        {pair.error && REFUSED.includes(pair.error.code ?? '') ? (
          <Notice announced tone="bad" title={t('secondDeviceRefused')}>
            <p>{t('secondDeviceRefusedWhy')}</p>
          </Notice>
        ) : pair.error ? (
          <Failure error={pair.error} />
        ) : null}
        <Controller
          control={control}
          name="code"
          rules={{ validate: (code) => code.trim() !== '' }}
          render={({ field, fieldState }) => (
            <TextField
              {...bound(field, fieldState)}
              error={missing('code')}
              label={t('deviceCode')}
              hint={t('codeHint')}
              mono
              autoComplete="one-time-code"
              spellCheck="false"
            />
          )}
        />
        <Controller
          control={control}
          name="name"
          rules={{ validate: (name) => name.trim() !== '' }}
          render={({ field, fieldState }) => (
            <TextField {...bound(field, fieldState)} error={missing('name')} label={t('name')} autoComplete="name" />
          )}
        />
        <p className="soft">{t('secondDeviceTouch')}</p>
        <div className="row">
          <Button type="submit" look="primary" busy={pair.isPending}>
            {t('secondDeviceUse')}
          </Button>
          <ButtonLink look="quiet" href="/sign-in">
            {t('back')}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}
