// The rules of one's own authority: who signs formal acts, how many administrators decide, and the programs that work for it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Panel } from '../../components/panel.tsx';
import { Select } from '../../components/select.tsx';
import type { Outcome, OwnAuthority } from '../../worker/authority.ts';
import { Code } from './code.tsx';
import { Invite, type Invited } from './invite.tsx';
import { MemberCard } from './member.tsx';
import { OutcomeNotice } from './outcome.tsx';

type Part = { readonly own: OwnAuthority; readonly admin: boolean; onOutcome(outcome: Outcome): void };

function Policy({ own, admin, onOutcome }: Part) {
  const { t } = useTranslation('authority');
  const { data: members = [] } = useDesk('authority', ['members'], (d) => d.authority.members());
  const [signers, setSigners] = useState<'1' | '2'>(own.formalSigners === 2 ? '2' : '1');
  const [threshold, setThreshold] = useState(String(own.threshold));
  const admins = members.filter(({ roles, devices }) => roles.includes('admin') && devices.length > 0).length;
  const lowest = Math.min(2, own.threshold);
  const choices = Array.from({ length: Math.max(admins, own.threshold) - lowest + 1 }, (_, at) => String(lowest + at));
  const same = Number(signers) === own.formalSigners && Number(threshold) === own.threshold;
  const save = useDeskAct(
    (d) => d.authority.setRules({ formalSigners: signers === '2' ? 2 : 1, threshold: Number(threshold) }),
    ['authority'],
  );
  return (
    <Panel title={t('rules')}>
      <RadioGroup<'1' | '2'>
        label={t('rulesSigners')}
        value={signers}
        onChange={setSigners}
        choices={[
          { key: '1', label: t('rulesSigners1'), detail: t('rulesSigners1Why'), isDisabled: !admin },
          { key: '2', label: t('rulesSigners2'), detail: t('rulesSigners2Why'), isDisabled: !admin },
        ]}
      />
      <Select
        label={t('rulesThreshold')}
        value={threshold}
        onChange={setThreshold}
        isDisabled={!admin}
        options={choices.map((key) => ({ key, label: key }))}
      />
      {save.error ? <Failure error={save.error} /> : null}
      {admin ? (
        <div className="row">
          <Button
            busy={save.isPending}
            isDisabled={same}
            onPress={() => save.mutate(undefined, { onSuccess: onOutcome })}
          >
            {t('rulesSave')}
          </Button>
          {same ? <span className="soft small">{t('rulesSame')}</span> : null}
        </div>
      ) : null}
    </Panel>
  );
}

function Programs({ admin, onOutcome }: Pick<Part, 'admin' | 'onOutcome'>) {
  const { t } = useTranslation('authority');
  const { data: members = [] } = useDesk('authority', ['members'], (d) => d.authority.members());
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const programs = members.filter(({ roles }) => roles.includes('service'));
  if (invited) return <Code invited={invited} onDone={() => setInvited(null)} />;
  if (inviting)
    return (
      <Invite
        again={null}
        program
        onCancel={() => setInviting(false)}
        onInvited={(made) => {
          setInviting(false);
          setInvited(made);
        }}
      />
    );
  return (
    <Panel title={t('servicesTitle')}>
      <p>{t('servicesWhy')}</p>
      {programs.length === 0 ? <p className="soft">{t('servicesNone')}</p> : null}
      {programs.map((one) => (
        <MemberCard
          key={one.official}
          member={one}
          admin={admin}
          onOutcome={onOutcome}
          onAgain={() => setInviting(true)}
        />
      ))}
      {admin ? (
        <div className="row">
          <Button onPress={() => setInviting(true)}>{t('inviteService')}</Button>
        </div>
      ) : null}
    </Panel>
  );
}

export function Rules({
  own,
  admin,
  onWaiting,
}: {
  readonly own: OwnAuthority;
  readonly admin: boolean;
  onWaiting(): void;
}) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return (
    <div className="authority-part">
      {outcome ? <OutcomeNotice outcome={outcome} onWaiting={onWaiting} /> : null}
      <Policy key={`${own.formalSigners} ${own.threshold}`} own={own} admin={admin} onOutcome={setOutcome} />
      <Programs admin={admin} onOutcome={setOutcome} />
    </div>
  );
}
