// Home: what needs this official today, most urgent first, and the next step where nothing does.
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs';
import { Suspense } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct, useSeat } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { TodayList } from '../../components/mail/today-list.tsx';
import { Page } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import { useLanguage } from '../../i18n.ts';
import { BeforeAdmission } from './before-admission.tsx';

export function HomePage() {
  const { t } = useTranslation(['seat', 'shell']);
  const { locale } = useLocale();
  const { data } = useSeat();
  const language = useLanguage();
  const today = useDesk('mail', ['today', language], (d) => d.mail.today(language));
  const { data: line } = useDesk('connection', ['state'], (d) => d.seat.connection());
  const awaited = line?.admitted === false;
  const again = useDeskAct((d) => d.seat.refresh(), ['mail']);
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(Date.now());
  const auditor = data?.seat?.roles.includes('auditor') ?? false;
  return (
    <Page
      title={t('homeTitle')}
      lead={t('homeLead', { name: data?.seat?.official.name ?? '', day })}
      actions={
        line?.admitted && !auditor ? (
          <ButtonLink look="primary" href="/new">
            {t('writeRequest')}
          </ButtonLink>
        ) : undefined
      }
    >
      {awaited ? <BeforeAdmission /> : null}
      {/* The words of the first rows are on their way when they come: the page stands meanwhile. */}
      <Suspense fallback={<Progress label={t('shell:connecting')} value={null} />}>
        <Loaded query={today}>
          {(rows) =>
            rows.length > 0 ? (
              <TodayList rows={rows} onRetry={() => again.mutate()} />
            ) : awaited ? null : line?.syncedAt === null && line.connected === false ? (
              // A device that could not ask does not know that nothing waits: a duty officer would go home on it.
              <Empty icon={<IconCloudOff size={32} stroke={1.5} aria-hidden="true" />} title={t('unaskedTitle')}>
                <p>{t('unaskedWhy')}</p>
              </Empty>
            ) : !line || (line.syncedAt === null && line.trouble === null) ? (
              <Progress label={t('shell:connecting')} value={null} />
            ) : (
              <Empty
                icon={<IconCircleCheck size={32} stroke={1.5} aria-hidden="true" />}
                title={t('nothingTitle')}
                action={
                  <ButtonLink href={auditor ? '/register' : '/inbox'}>
                    {t(auditor ? 'lookRegister' : 'lookInbox')}
                  </ButtonLink>
                }
              >
                <p>{t(auditor ? 'nothingAudited' : 'nothingWhy')}</p>
              </Empty>
            )
          }
        </Loaded>
      </Suspense>
    </Page>
  );
}
