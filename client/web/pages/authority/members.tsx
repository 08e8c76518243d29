// The officials of one's own authority: what each may do, with which devices; invited, changed, removed.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { MemberView, Outcome } from '../../worker/authority.ts';
import { Code } from './code.tsx';
import { Invite, type Invited } from './invite.tsx';
import { MemberCard } from './member.tsx';
import { OutcomeNotice } from './outcome.tsx';
import './authority.css';

export function Members({ admin, onWaiting }: { readonly admin: boolean; onWaiting(): void }) {
  const { t } = useTranslation('authority');
  const members = useDesk('authority', ['members'], (d) => d.authority.members());
  const [inviting, setInviting] = useState<MemberView | 'somebody' | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  if (invited) return <Code invited={invited} onDone={() => setInvited(null)} />;
  if (inviting)
    return (
      <Invite
        again={inviting === 'somebody' ? null : inviting}
        onInvited={(made) => {
          setInviting(null);
          setOutcome(null);
          setInvited(made);
        }}
        onCancel={() => setInviting(null)}
      />
    );
  return (
    <div className="authority-part">
      {admin ? (
        <div className="row">
          <Button look="primary" onPress={() => setInviting('somebody')}>
            {t('invite')}
          </Button>
        </div>
      ) : null}
      {outcome ? <OutcomeNotice outcome={outcome} onWaiting={onWaiting} /> : null}
      <Loaded query={members}>
        {(all) => (
          <ul className="authority-members" aria-label={t('officials')}>
            {all.map((member) => (
              <li key={member.official}>
                <MemberCard member={member} admin={admin} onOutcome={setOutcome} onAgain={() => setInviting(member)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}
