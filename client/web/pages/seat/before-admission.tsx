// Home of an authority that can neither send nor receive yet: the one thing that is wanted, and the page where it stands (protocol.md section 3).
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Progress } from '../../components/progress.tsx';

export function BeforeAdmission() {
  const { t } = useTranslation(['seat', 'shell']);
  const founding = useDesk('authority', ['founding'], (d) => d.founding.state());
  return (
    <Loaded query={founding}>
      {({ step }) => {
        // Admitted since the last round: the next one fetches what there is.
        if (step === 'done') return <Progress label={t('shell:connecting')} value={null} />;
        const awaited = step === 'wait for admission';
        return (
          <Empty
            icon={<IconClock size={32} stroke={1.5} aria-hidden="true" />}
            title={t(awaited ? 'awaitedTitle' : 'unfoundedTitle')}
            action={
              <ButtonLink look="primary" href="/found">
                {t(awaited ? 'awaitedOpen' : 'unfoundedOpen')}
              </ButtonLink>
            }
          >
            <p>{t(awaited ? 'awaitedWhy' : 'unfoundedWhy')}</p>
          </Empty>
        );
      }}
    </Loaded>
  );
}
