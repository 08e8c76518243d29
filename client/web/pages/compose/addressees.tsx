// To whom a draft goes, by name.
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { stateName } from '../../components/form/names.ts';
import { Listed } from '../../components/listed.tsx';
import { useSigns } from '../../components/signs.ts';
import { useLabels } from '../../labels.ts';

export function Addressees({ to }: { readonly to: readonly string[] }) {
  const { t } = useTranslation('compose');
  const { locale } = useLabels();
  const { open, close } = useSigns();
  const { data } = useDesk('directory', ['counterparts'], (d) => d.compose.counterparts());
  const known = to.map((one) => data?.find(({ authority }) => authority === one));
  if (!data) return null;
  return (
    <>
      {t('to')}{' '}
      <Listed
        names={known.map((one, index) => ({
          key: to[index] ?? '',
          name: one ? `${one.name}${open}${stateName(one.country, locale)}${close}` : t('toNobody'),
        }))}
      />
    </>
  );
}
