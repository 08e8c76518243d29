// What an official may do, as boxes to tick, each with what it means.
import { useTranslation } from 'react-i18next';
import { CheckboxGroup } from '../../components/choice.tsx';
import type { MemberView } from '../../worker/authority.ts';

type Roles = MemberView['roles'];
const ALL: Roles = ['admin', 'signatory', 'officer', 'duty', 'liaison', 'auditor'];

/** Auditors and programs may be nothing else besides. */
export const standsAlone = (roles: Roles): boolean =>
  roles.length <= 1 || !(roles.includes('auditor') || roles.includes('service'));

export function RoleChoice({
  value,
  onChange,
  error,
  program = false,
}: {
  readonly value: Roles;
  onChange(roles: Roles): void;
  readonly error?: string | undefined;
  readonly program?: boolean;
}) {
  const { t } = useTranslation(['authority', 'seat']);
  const offered: Roles = program || value.includes('service') ? [...ALL, 'service'] : ALL;
  return (
    <CheckboxGroup
      label={t('inviteRoles')}
      error={error ?? (standsAlone(value) ? undefined : t('inviteAlone'))}
      value={value}
      onChange={(chosen) => onChange(offered.filter((role) => chosen.includes(role)))}
      choices={offered.map((role) => ({ key: role, label: t(`seat:role_${role}`), detail: t(`why_${role}`) }))}
    />
  );
}
