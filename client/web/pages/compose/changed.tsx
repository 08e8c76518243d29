// Who changed a draft last, and whether the device that it was saved with was revoked since (docs/spec/drafts.md).
import { useTranslation } from 'react-i18next';
import type { ChangedBy } from '../../worker/compose.ts';

/** `by` null: on this device only, yet. */
export function Changed({ by }: { readonly by: ChangedBy | null }) {
  const { t } = useTranslation('compose');
  const who =
    by === null || by.me
      ? t('changedByMe')
      : by.name === null
        ? t('changedByColleague')
        : t('changedBy', { name: by.name });
  return by === null || by.active ? who : `${who} ${t('changedRevoked')}`;
}
