// One profile of this browser and what opens it: a touch of its passkey, its passphrase, or in practice a press.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ShortTime } from '../../components/times.tsx';
import type { DeskError } from '../../fault.ts';
import { passkeys } from '../../passkeys.ts';
import type { ProfileCard, UnlockProof } from '../../worker/seat.ts';

type Way = { readonly takeOver?: boolean; readonly bringBack?: boolean };

export function Unlock({
  profile,
  first,
  onOpen,
}: {
  readonly profile: ProfileCard;
  readonly first: boolean;
  onOpen(): void;
}) {
  const { t } = useTranslation('seat');
  const { id, name, authorityName, openedAt, enrolled, unlocksWith } = profile;
  const [passphrase, setPassphrase] = useState('');
  // What opened the profile a moment ago opens it again after the question that came between.
  const [proof, setProof] = useState<UnlockProof | null>(null);
  const opening = useDeskAct<{ proof: UnlockProof; way: Way }>(
    (at, { proof: given, way }) => at.seat.unlock(id, given, way),
    ['seat'],
  );
  const { code } = (opening.error as DeskError | null) ?? { code: null };
  // What the notice offers is the next step, not the same once more.
  const offered = code === 'CLIENT_VAULT_BUSY' || code === 'CLIENT_VAULT_MISSING';
  const asksPassphrase = !unlocksWith.includes('passkey') && unlocksWith.includes('passphrase');

  async function prove(): Promise<UnlockProof> {
    if (asksPassphrase) return { by: 'passphrase', passphrase };
    const question = unlocksWith.includes('passkey') ? await desk.seat.question(id) : null;
    return question ? { by: 'passkey', answer: await passkeys.assert(question) } : { by: 'none' };
  }
  async function open(way: Way): Promise<void> {
    const given = (Object.keys(way).length > 0 && proof) || (await prove());
    setProof(given);
    await opening.mutateAsync({ proof: given, way });
    onOpen();
  }
  const press = (way: Way) => (): void => void open(way).catch(() => undefined);

  return (
    <section className="unlock" aria-label={name}>
      <div>
        <div className="unlock-name">
          <bdi>{name}</bdi>
        </div>
        <div className="soft">
          <bdi>{enrolled ? authorityName : t('notEnrolled')}</bdi>
        </div>
        <div className="soft small">
          {t('lastOpened', { time: '' })} <ShortTime value={openedAt} />
        </div>
      </div>
      {code === 'CLIENT_VAULT_BUSY' ? (
        <Notice
          tone="waiting"
          announced
          title={t('busyTitle')}
          actions={
            <Button look="primary" onPress={press({ takeOver: true })}>
              {t('useHere')}
            </Button>
          }
        >
          <p>{t('busyWhy')}</p>
        </Notice>
      ) : code === 'CLIENT_VAULT_MISSING' ? (
        <Notice
          tone="waiting"
          announced
          title={t('goneTitle')}
          actions={
            <Button look="primary" onPress={press({ bringBack: true })}>
              {t('bringBack')}
            </Button>
          }
        >
          <p>{t('goneWhy')}</p>
        </Notice>
      ) : opening.error ? (
        <Failure error={opening.error} />
      ) : null}
      {asksPassphrase ? (
        <TextField
          label={t('passphrase')}
          hint={t('passphraseHint')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
      ) : null}
      <div className="row">
        <Button look={first && !offered ? 'primary' : 'plain'} busy={opening.isPending} onPress={press({})}>
          {asksPassphrase ? t('openPassphrase') : unlocksWith.includes('passkey') ? t('open') : t('openPractice')}
        </Button>
      </div>
    </section>
  );
}
