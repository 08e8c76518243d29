// A new act: first what, in plain words, then to whom; choosing them begins the draft.
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconMessageQuestion from '@tabler/icons-react/dist/esm/icons/IconMessageQuestion.mjs';
import IconSnowflake from '@tabler/icons-react/dist/esm/icons/IconSnowflake.mjs';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { List, ListRow } from '../../components/list.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { language } from '../../i18n.ts';
import type { NewKind } from './kinds.ts';
import { Picker } from './picker.tsx';
import './compose.css';

const KINDS = [
  { kind: 'mla-request', title: 'kindRequest', detail: 'kindRequestWhy', icon: IconFileText },
  { kind: 'preservation-request', title: 'kindPreservation', detail: 'kindPreservationWhy', icon: IconSnowflake },
] as const;
export function NewPage() {
  const { t } = useTranslation('compose');
  const { kind, to } = useSearch({ from: '/new' });
  if (kind) return <ToWhom kind={kind} to={to ?? null} />;
  const also = to === undefined ? '' : `&to=${to}`;
  return (
    <Page title={t('newTitle')} lead={t('newLead')}>
      <List label={t('newTitle')}>
        {KINDS.map(({ kind: key, title, detail, icon: Icon }) => (
          <ListRow
            key={key}
            href={`/new?kind=${key}${also}`}
            icon={<Icon size={24} stroke={1.5} aria-hidden="true" />}
            title={t(title)}
            detail={t(detail)}
          />
        ))}
      </List>
      <section className="compose-apart">
        <h2>{t('informally')}</h2>
        <List label={t('informally')}>
          <ListRow
            href={`/new?kind=consultation${also}`}
            icon={<IconMessageQuestion size={24} stroke={1.5} aria-hidden="true" />}
            title={t('kindConsultation')}
            detail={t('kindConsultationWhy')}
          />
        </List>
      </section>
    </Page>
  );
}

/** `to`: somebody chosen already, on their page in the directory. */
function ToWhom({ kind, to }: { readonly kind: NewKind; readonly to: string | null }) {
  const { t } = useTranslation('compose');
  const navigate = useNavigate();
  const all = useDesk('directory', ['counterparts'], (d) => d.compose.counterparts());
  const begin = useDeskAct(
    (d, whom: string) => d.compose.begin({ kind, to: [whom], language: language() }),
    ['drafts'],
  );
  const choose = (authority: string): void =>
    void begin
      .mutateAsync(authority)
      .then((draftId) => navigate({ to: '/draft/$draftId', params: { draftId } }))
      .catch(() => undefined);
  return (
    <Page key="whom" title={t('toWhom')} lead={t('toWhomLead')}>
      {begin.error ? <Failure error={begin.error} /> : null}
      <Loaded query={all}>
        {(list) => (
          <Picker
            all={to === null ? list : list.filter((one) => one.authority === to)}
            busy={begin.isPending}
            onChoose={choose}
          />
        )}
      </Loaded>
      <div className="row">
        <ButtonLink look="quiet" href="/new">
          {t('otherKind')}
        </ButtonLink>
      </div>
    </Page>
  );
}
