// Another authority by its name, with a shield once the eight words were compared.
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import { useTranslation } from 'react-i18next';
import type { Party } from '../../worker/mail/reading.ts';
import { Listed } from '../listed.tsx';

export function PartyName({ party }: { readonly party: Party }) {
  const { t } = useTranslation('mail');
  return (
    <span className="party">
      <bdi>{party.name}</bdi>
      {party.verified ? (
        <span className="party-verified">
          <IconShieldCheck size={16} aria-hidden="true" />
          <span className="unseen">{t('verified')}</span>
        </span>
      ) : null}
    </span>
  );
}

export function PartyNames({ parties }: { readonly parties: readonly Party[] }) {
  // Within a line of its own: a name in another direction of writing must not turn the line it stands in.
  return (
    <span>
      <Listed names={parties.map((party) => ({ key: party.authority, name: <PartyName party={party} /> }))} />
    </span>
  );
}
