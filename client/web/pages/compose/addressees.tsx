// To whom a draft goes, by name.
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { stateName } from '../../components/form/names.ts';
import { useLabels } from '../../labels.ts';

export function Addressees({ to }: { readonly to: readonly string[] }) {
  const { t } = useTranslation('compose');
  const { locale } = useLabels();
  const { data } = useDesk('directory', ['counterparts'], (d) => d.compose.counterparts());
  const known = to.map((one) => data?.find(({ authority }) => authority === one));
  if (!data) return null;
  return (
    <>
      {t('to')}{' '}
      {known.map((one, index) => (
        <bdi key={to[index]}>
          {index === 0 ? '' : '; '}
          {one ? `${one.name} (${stateName(one.country, locale)})` : t('toNobody')}
        </bdi>
      ))}
    </>
  );
}
