// One authority of the directory: who it says it is, what the registrar says, whether its eight words were compared, and the way to write to it.
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDesk, useSeat } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { ParticularsFacts } from '../../components/particulars.tsx';
import { useSigns } from '../../components/signs.ts';
import { Times } from '../../components/times.tsx';
import { Words } from '../../components/words.tsx';
import { useNaming } from '../../naming.ts';
import type { AuthorityView } from '../../worker/trust.ts';
import { Changed } from './changed.tsx';
import { StandingWord } from './standing.tsx';

function useFacts(view: AuthorityView) {
  const { t } = useTranslation('trust');
  const { nameOf, stateOf, locale } = useNaming();
  const { designation, compared, territory } = view;
  const others = view.names.filter(([, name]) => name !== nameOf(view));
  const day = (text: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`));
  return [
    { name: t('state'), value: <bdi>{stateOf(view)}</bdi> },
    ...(territory === null ? [] : [{ name: t('territory'), value: <bdi>{territory}</bdi> }]),
    ...(others.length === 0
      ? []
      : [
          {
            name: t('otherNames'),
            value: others.map(([language, name]) => (
              <div key={language}>
                <bdi lang={language}>{name}</bdi>
              </div>
            )),
          },
        ]),
    {
      name: t('designation'),
      value: designation ? t('designationNotified', { day: day(designation.notifiedOn) }) : t('designationNone'),
    },
    ...(designation ? [{ name: t('competence'), value: <bdi>{designation.competence}</bdi> }] : []),
    ...(compared
      ? [
          {
            name: t('comparedOn'),
            value: (
              <>
                <Times value={compared.at} />
                <div>
                  <bdi>
                    {compared.me
                      ? t('comparedByMe')
                      : compared.by === null
                        ? t('comparedByColleague')
                        : t('comparedBy', { name: compared.by })}
                  </bdi>
                </div>
              </>
            ),
          },
        ]
      : []),
  ];
}

/** Languages, channels, hours; of somebody whose words were not compared with the warning that they may be anybody's. */
function Office({ view }: { readonly view: AuthorityView }) {
  const { t } = useTranslation('particulars');
  const { particulars, standing } = view;
  return (
    <Panel title={t('title')}>
      {particulars ? (
        <>
          {standing === 'unverified' || standing === 'changed' ? <p>{t('ownWords')}</p> : null}
          <ParticularsFacts
            particulars={particulars}
            more={[{ name: t('statedOn'), value: <Times value={particulars.statedAt} theirZone={particulars.zone} /> }]}
          />
        </>
      ) : (
        <>
          <p>{t('notStated')}</p>
          <p className="soft">{t('nothingStatedWhy')}</p>
        </>
      )}
    </Panel>
  );
}

function Trust({
  view,
  name,
  admin,
}: {
  readonly view: AuthorityView;
  readonly name: string;
  readonly admin: boolean;
}) {
  const { t } = useTranslation('trust');
  if (view.standing === 'changed') return <Changed view={view} name={name} />;
  if (view.standing === 'own') return <Notice>{t('ownWhy')}</Notice>;
  if (view.state === 'closed') return <Notice tone="waiting">{t('closedWhy')}</Notice>;
  if (view.state === 'not admitted') return <Notice tone="waiting">{t('notAdmittedWhy')}</Notice>;
  if (view.standing === 'verified') return null;
  return (
    <Notice
      tone="waiting"
      title={t('unverified')}
      actions={
        admin ? (
          <ButtonLink look="primary" href={`/directory/${view.authority}/verify`}>
            {t('compare')}
          </ButtonLink>
        ) : undefined
      }
    >
      <p>{t('unverifiedWhy', { name })}</p>
      {admin ? null : <p>{t('unverifiedAuditor')}</p>}
    </Notice>
  );
}

function Shown({ view }: { readonly view: AuthorityView }) {
  const { t } = useTranslation('trust');
  const { colon } = useSigns();
  const { nameOf } = useNaming();
  const { data } = useSeat();
  const roles = data?.seat?.roles ?? [];
  const admin = roles.includes('admin');
  const facts = useFacts(view);
  const name = nameOf(view);
  const writable =
    view.state === 'sendable' && view.kind === 'authority' && ['verified', 'unverified'].includes(view.standing);
  return (
    <Page
      title={name}
      lead={<StandingWord {...view} />}
      actions={
        writable && !roles.includes('auditor') ? (
          <ButtonLink look={view.standing === 'verified' ? 'primary' : 'plain'} href={`/new?to=${view.authority}`}>
            {t('write')}
          </ButtonLink>
        ) : undefined
      }
    >
      <Trust view={view} name={name} admin={admin} />
      {view.namesake ? (
        <Notice
          tone="urgent"
          title={t('namesakeTitle')}
          actions={<ButtonLink href={`/directory/${view.namesake.authority}`}>{t('namesakeOpen')}</ButtonLink>}
        >
          <p>{t('namesakeWhy', { name })}</p>
        </Notice>
      ) : null}
      <Panel title={t('authorityTitle')}>
        <Facts facts={facts} />
      </Panel>
      {view.kind === 'authority' ? <Office view={view} /> : null}
      <Panel
        title={t('theirWords')}
        actions={
          admin && view.standing === 'verified' ? (
            <ButtonLink look="quiet" href={`/directory/${view.authority}/verify`}>
              {t('compareAgain')}
            </ButtonLink>
          ) : null
        }
      >
        <p>{t('wordsWhy')}</p>
        <Words words={view.words.words} />
        <p className="soft small">
          {`${t('inDigits')}${colon}`}
          <bdi dir="ltr">{view.words.digits}</bdi>
        </p>
      </Panel>
    </Page>
  );
}

export function AuthorityPage() {
  const { t } = useTranslation('trust');
  const { authority } = useParams({ from: '/directory/$authority' });
  const query = useDesk('directory', ['authority', authority], (d) => d.trust.authority(authority));
  if (query.data) return <Shown view={query.data} />;
  return (
    <Page title={t('authorityTitle')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}
