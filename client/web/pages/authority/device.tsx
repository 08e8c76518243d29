// One device of an official: which, since when, how it opens; revoked with the renewal of the seal.
import { useTranslation } from 'react-i18next';
import { useSigns } from '../../components/signs.ts';
import { ShortTime } from '../../components/times.tsx';
import type { DeviceView, Outcome } from '../../worker/authority.ts';
import { Decide } from './outcome.tsx';

const BRIEF = 8;

export function DeviceLine({
  device,
  owner,
  revocable,
  onOutcome,
}: {
  readonly device: DeviceView;
  readonly owner: string;
  readonly revocable: boolean;
  onOutcome(outcome: Outcome): void;
}) {
  const { t } = useTranslation('authority');
  const { comma } = useSigns();
  const number = device.kid.slice(0, BRIEF);
  return (
    <div className="authority-device">
      <span>
        {`${device.here ? t('deviceHere') : t('device', { number })}${comma}${t(`opens_${device.opensWith}`)}`}
        {device.addedAt === null ? null : (
          <span className="soft small">
            {' · '}
            {t('deviceSince')} <ShortTime value={device.addedAt} />
          </span>
        )}
      </span>
      {revocable ? (
        <Decide
          danger
          label={
            <>
              {t('revoke')} <span className="unseen">{t('device', { number })}</span>
            </>
          }
          title={t('revokeTitle')}
          keep={t('revokeKeep')}
          act={(desk) => desk.authority.revoke(device.kid)}
          onDone={onOutcome}
        >
          <p>{t('revokeWhy', { name: owner })}</p>
        </Decide>
      ) : null}
    </div>
  );
}
