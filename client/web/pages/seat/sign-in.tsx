// Signing in: who in this browser, and how their desk is opened; other ways in below.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSeat } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Unlock } from './unlock.tsx';
import './sign-in.css';

export function SignInPage() {
  const { t } = useTranslation(['seat', 'shell']);
  const seat = useSeat();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  return (
    <Page title={t('seat:signInTitle')} lead={t('seat:signInLead')}>
      <Loaded query={seat}>
        {({ profiles, elsewhere, shutOut }) => (
          <>
            {elsewhere ? (
              <Notice tone="waiting" title={t('shell:elsewhere')}>
                <p>{t('shell:elsewhereWhy')}</p>
              </Notice>
            ) : null}
            {shutOut === null ? null : (
              <Notice tone="bad" announced title={t('seat:shutOut', { name: shutOut })}>
                <p>{t('seat:shutOutWhy')}</p>
                <p>{t('seat:shutOutDo')}</p>
              </Notice>
            )}
            {profiles.length === 0 ? (
              <Empty
                title={t('seat:haveCode')}
                action={
                  <ButtonLink look="primary" href="/enrol">
                    {t('seat:enrolTitle')}
                  </ButtonLink>
                }
              >
                <p>{t('seat:enrolLead')}</p>
              </Empty>
            ) : (
              <ul className="sign-in">
                {profiles.map((profile, index) => (
                  <li key={profile.id}>
                    <Unlock profile={profile} first={index === 0} onOpen={() => void navigate({ href: next ?? '/' })} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      <nav className="row" aria-label={t('seat:otherWays')}>
        <ButtonLink look="quiet" href="/enrol">
          {t('seat:haveCode')}
        </ButtonLink>
        <ButtonLink look="quiet" href="/second">
          {t('seat:secondDevice')}
        </ButtonLink>
        <ButtonLink look="quiet" href="/recover">
          {t('seat:recoverOne')}
        </ButtonLink>
        <ButtonLink look="quiet" href="/verify">
          {t('seat:verifyFile')}
        </ButtonLink>
      </nav>
    </Page>
  );
}
