// How people and deeds of one's own authority are called on its pages.
import { useTranslation } from 'react-i18next';
import { useListed } from '../../components/listed.tsx';
import type { Deed } from '../../worker/authority.ts';

const BRIEF = 4;

/** Words for officials and for what links do. */
export function useDeeds() {
  const { t } = useTranslation(['authority', 'seat']);
  const listed = useListed();
  const called = (one: { readonly official: string; readonly name: string | null } | null): string =>
    one === null ? t('someone') : (one.name ?? t('unnamed', { number: one.official.slice(0, BRIEF) }));
  const rolesOf = (roles: Deed['roles']): string => listed(roles.map((role) => t(`seat:role_${role}`)));
  return {
    called,
    rolesOf,
    names: (list: readonly (string | null)[]): string => listed(list.map((name) => name ?? t('someone'))),
    said: (deed: Deed, peer: string | null = null): string =>
      t(`deed_${deed.type}`, {
        name: called(deed.whom),
        roles: rolesOf(deed.roles),
        device: deed.device ?? '',
        threshold: deed.rules?.threshold ?? '',
        signers: deed.rules?.formalSigners ?? '',
        peer: peer ?? t('anAuthority'),
      }),
  };
}
