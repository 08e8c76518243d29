// The second step of an enrolment: the passkey, or in practice one of software; a passphrase where the passkey cannot unlock.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Times } from '../../components/times.tsx';
import { Words } from '../../components/words.tsx';
import { passkeys } from '../../passkeys.ts';
import type { Guard, InvitationView } from '../../worker/seat.ts';

type Made = Extract<Guard, { by: 'passkey' }>['passkey'];
const SHORTEST = 12;

/** A new passkey for `name`. What it signs at its making proves nothing to anybody: the roster link that names it is signed otherwise. */
const makePasskey = (rpId: string, name: string): Promise<Made> =>
  passkeys.register({
    rpId,
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    user: { id: crypto.getRandomValues(new Uint8Array(16)), name },
    exclude: [],
  });

export function PasskeyStep({
  practice,
  rpId,
  name,
  invitation,
  error,
  busy,
  onGuard,
  onBack,
}: {
  readonly practice: boolean;
  readonly rpId: string;
  readonly name: string;
  /** What is accepted with it, where it is an invitation. */
  readonly invitation?: InvitationView;
  readonly error: { readonly code: string | null } | null;
  readonly busy: boolean;
  onGuard(guard: Guard): void;
  onBack(): void;
}) {
  const { t } = useTranslation('seat');
  const [made, setMade] = useState<Made | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const needsPassphrase = error?.code === 'CLIENT_PASSKEY_UNLOCK' && made !== null;

  async function create(): Promise<void> {
    const passkey = await makePasskey(rpId, name);
    setMade(passkey);
    onGuard({ by: 'passkey', passkey });
  }
  function withPassphrase(): void {
    setTooShort(passphrase.length < SHORTEST);
    if (made && passphrase.length >= SHORTEST) onGuard({ by: 'passphrase', passkey: made, passphrase });
  }

  return (
    <>
      {error && !needsPassphrase ? <Failure error={error} /> : null}
      {needsPassphrase ? (
        <Panel title={t('needPassphrase')}>
          <p>{t('needPassphraseWhy')}</p>
          <TextField
            label={t('newPassphrase')}
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={setPassphrase}
            error={tooShort ? t('passphraseShort') : undefined}
          />
          <div className="row">
            <Button look="primary" busy={busy} onPress={withPassphrase}>
              {t('enrolWithPassphrase')}
            </Button>
          </div>
        </Panel>
      ) : (
        <>
          <p>{t('passkeyWhy')}</p>
          <div className="row">
            <Button look="primary" busy={busy} onPress={() => void create()}>
              {t('makePasskey')}
            </Button>
            {practice ? (
              <Button busy={busy} onPress={() => onGuard({ by: 'practice' })}>
                {t('makePractice')}
              </Button>
            ) : null}
            <Button look="quiet" isDisabled={busy} onPress={onBack}>
              {t('back')}
            </Button>
          </div>
          {practice ? <p className="soft small">{t('practiceWhy')}</p> : null}
        </>
      )}
      {busy ? <Notice announced title={t('working')} /> : null}
      {invitation ? (
        <Panel title={t('invitationTitle')}>
          <p>{t('invitedBy')}</p>
          <Words words={invitation.words.words} />
          <Facts facts={[{ name: t('validUntil'), value: <Times value={invitation.expiresAt} /> }]} />
        </Panel>
      ) : null}
    </>
  );
}
