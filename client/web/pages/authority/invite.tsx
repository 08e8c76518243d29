// Inviting an official: a name and what they may do; the code comes on the next screen.
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Failure } from '../../components/loaded.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { MemberView, Outcome } from '../../worker/authority.ts';
import { RoleChoice, standsAlone } from './roles.tsx';

export type Invited = {
  readonly code: string;
  readonly name: string;
  readonly service: boolean;
  readonly outcome: Outcome;
};

/** `again`: somebody who never used their code. */
export function Invite({
  again,
  program = false,
  onInvited,
  onCancel,
}: {
  readonly again: MemberView | null;
  readonly program?: boolean;
  onInvited(invited: Invited): void;
  onCancel(): void;
}) {
  const { t } = useTranslation(['authority', 'shell']);
  const [name, setName] = useState(again?.name ?? '');
  const [roles, setRoles] = useState<MemberView['roles']>(again?.roles ?? (program ? ['service'] : ['officer']));
  const [attempt, setAttempt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const invite = useDeskAct(
    (d) => d.authority.invite({ name: name.trim(), roles, ...(again ? { again: again.official } : {}) }),
    ['authority'],
  );
  const tried = attempt > 0;
  const nameError = tried && name.trim() === '' ? t('inviteNameMissing') : undefined;
  const rolesError = tried && roles.length === 0 ? t('inviteRolesMissing') : undefined;

  function send(event: SubmitEvent): void {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (name.trim() === '' || roles.length === 0 || !standsAlone(roles)) return;
    invite.mutate(undefined, {
      onSuccess: ({ code, outcome }) =>
        onInvited({ code, outcome, name: name.trim(), service: roles.includes('service') }),
    });
  }

  return (
    <form className="authority-part" noValidate onSubmit={send}>
      <h2>{t('inviteTitle')}</h2>
      <ErrorSummary
        attempt={attempt}
        errors={[
          ...(nameError ? [{ field: 'name', message: nameError, focus: () => field.current?.focus() }] : []),
          ...(rolesError
            ? [
                {
                  field: 'roles',
                  message: rolesError,
                  focus: () => document.querySelector<HTMLElement>('[role=group] input')?.focus(),
                },
              ]
            : []),
        ]}
      />
      {invite.error ? <Failure error={invite.error} /> : null}
      <TextField
        label={t('inviteName')}
        hint={t('inviteNameHint')}
        value={name}
        onChange={setName}
        error={nameError}
        inputRef={field}
        autoComplete="off"
      />
      <RoleChoice value={roles} onChange={setRoles} error={rolesError} program={program} />
      <div className="row">
        <Button type="submit" look="primary" busy={invite.isPending}>
          {t('inviteSend')}
        </Button>
        <Button look="quiet" onPress={onCancel}>
          {t('shell:cancel')}
        </Button>
      </div>
    </form>
  );
}
