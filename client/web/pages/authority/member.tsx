// One official of one's own authority, and what an administrator can do about them.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Facts } from '../../components/panel.tsx';
import { useSigns } from '../../components/signs.ts';
import { ShortTime } from '../../components/times.tsx';
import type { MemberView, Outcome } from '../../worker/authority.ts';
import { DeviceLine } from './device.tsx';
import { useDeeds } from './naming.ts';
import { Decide } from './outcome.tsx';
import { RoleChoice } from './roles.tsx';

function Invitation({ until }: { readonly until: number }) {
  const { t } = useTranslation('authority');
  if (until <= Date.now()) return t('invitationOver');
  return (
    <>
      {t('invitedUntil')} <ShortTime value={until} />
    </>
  );
}

function Roles({ member, onOutcome }: { readonly member: MemberView; onOutcome(outcome: Outcome): void }) {
  const { t } = useTranslation(['authority', 'shell']);
  const { called } = useDeeds();
  const [open, setOpen] = useState(false);
  const [roles, setRoles] = useState(member.roles);
  const save = useDeskAct((d) => d.authority.setRoles(member.official, roles), ['authority']);
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t('changeRoles')}
      </Button>
      <Dialog
        title={t('rolesTitle', { name: called(member) })}
        isOpen={open}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>{t('shell:cancel')}</Button>
            <Button
              look="primary"
              busy={save.isPending}
              isDisabled={roles.length === 0}
              onPress={() =>
                save.mutate(undefined, {
                  onSuccess(outcome) {
                    setOpen(false);
                    onOutcome(outcome);
                  },
                })
              }
            >
              {t('rolesSave')}
            </Button>
          </>
        }
      >
        <RoleChoice value={roles} onChange={setRoles} />
        {save.error ? <Failure error={save.error} /> : null}
      </Dialog>
    </>
  );
}

export function MemberCard({
  member,
  admin,
  onOutcome,
  onAgain,
}: {
  readonly member: MemberView;
  readonly admin: boolean;
  onOutcome(outcome: Outcome): void;
  onAgain(): void;
}) {
  const { t } = useTranslation('authority');
  const { called, rolesOf } = useDeeds();
  const { open, close } = useSigns();
  const name = called(member);
  const changeable = admin && !member.me;
  return (
    <article className="authority-member" aria-label={name}>
      <header>
        <h2>
          <bdi>{name}</bdi>
          {member.me ? <span className="soft">{`${open}${t('you')}${close}`}</span> : null}
        </h2>
        {changeable ? (
          <div className="row">
            {member.invitedUntil === null ? null : (
              <Button look="quiet" onPress={onAgain}>
                {t('inviteAgain')}
              </Button>
            )}
            <Roles member={member} onOutcome={onOutcome} />
            <Decide
              danger
              label={t('removeOne')}
              title={t('removeTitle', { name })}
              keep={t('removeKeep')}
              act={(desk) => desk.authority.remove(member.official)}
              onDone={onOutcome}
            >
              <p>{t('removeWhy')}</p>
            </Decide>
          </div>
        ) : null}
      </header>
      <Facts
        facts={[
          ...(member.invitedAs === null ? [] : [{ name: t('invitedAs'), value: <bdi>{member.invitedAs}</bdi> }]),
          { name: t('roles'), value: rolesOf(member.roles) },
          {
            name: t('devices'),
            value:
              member.devices.length > 0 ? (
                member.devices.map((device) => (
                  <DeviceLine
                    key={device.kid}
                    device={device}
                    owner={name}
                    revocable={(admin || member.me) && !device.here}
                    onOutcome={onOutcome}
                  />
                ))
              ) : member.invitedUntil === null ? (
                t('noDevice')
              ) : (
                <Invitation until={member.invitedUntil} />
              ),
          },
          ...(member.devices.length > 0 ? [{ name: t('passkeys'), value: String(member.passkeys) }] : []),
        ]}
      />
    </article>
  );
}
