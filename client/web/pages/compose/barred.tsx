// Where a signature would stand if everybody could be written to: who cannot, why, and where to read what happened.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Signing } from '../../worker/compose.ts';

const WHY = { 'not-admitted': 'barredNotAdmitted', closed: 'barredClosed', broken: 'barredBroken' } as const;

export function Barred({ stopped }: Pick<Signing, 'stopped'>) {
  const { t } = useTranslation('compose');
  return stopped.map(({ authority, name, hindrance }) => (
    <Notice
      key={authority}
      tone="bad"
      announced
      title={t('barredTitle', { name })}
      actions={
        <ButtonLink look="primary" href={`/directory/${authority}`}>
          {t('barredDo')}
        </ButtonLink>
      }
    >
      <p>{t(WHY[hindrance])}</p>
      <p>{t('barredKept')}</p>
    </Notice>
  ));
}
