// The first step of an enrolment: the code as it was told, and the official's name.
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { bound } from '../../components/field.tsx';
import { Failure } from '../../components/loaded.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { InvitationView } from '../../worker/seat.ts';

type Values = { code: string; name: string };
const FIELDS = ['code', 'name'] as const;
/** Said when it is drawn, in the language that the page has then. */
const MISSING = { code: 'codeMissing', name: 'nameMissing' } as const;

export function CodeForm({
  onRead,
}: {
  onRead(read: { code: string; name: string; invitation: InvitationView }): void;
}) {
  const { t } = useTranslation('seat');
  const [attempt, setAttempt] = useState(0);
  const { control, handleSubmit, setFocus, formState } = useForm<Values>({
    defaultValues: { code: '', name: '' },
    shouldFocusError: false,
  });
  const look = useDeskAct((desk, code: string) => desk.seat.invitation(code));

  const send = handleSubmit(
    ({ code, name }) =>
      look.mutateAsync(code.trim()).then(
        (invitation) => onRead({ code: code.trim(), name: name.trim(), invitation }),
        // Told below, as `look.error`.
        () => undefined,
      ),
    () => setAttempt((before) => before + 1),
  );
  const missing = (field: keyof Values): string | undefined =>
    formState.errors[field] ? t(MISSING[field]) : undefined;
  const errors = FIELDS.flatMap((field) => {
    const message = missing(field);
    return message ? [{ field, message, focus: () => setFocus(field) }] : [];
  });

  return (
    <form className="stack" noValidate onSubmit={(event) => void send(event)}>
      <ErrorSummary errors={errors} attempt={attempt} />
      {look.error ? <Failure error={look.error} /> : null}
      <Controller
        control={control}
        name="code"
        rules={{ validate: (code) => code.trim() !== '' }}
        render={({ field, fieldState }) => (
          <TextField
            {...bound(field, fieldState)}
            error={missing('code')}
            label={t('code')}
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
          <TextField
            {...bound(field, fieldState)}
            error={missing('name')}
            label={t('name')}
            hint={t('nameHint')}
            autoComplete="name"
          />
        )}
      />
      <Button type="submit" look="primary" busy={look.isPending}>
        {t('continue')}
      </Button>
    </form>
  );
}
