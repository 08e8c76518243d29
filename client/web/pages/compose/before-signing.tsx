// What stands beside every signature: who will be able to read it, what the relay will see, what proves it, and whom nobody has verified yet (look.md "Sign and send").
import { useTranslation } from 'react-i18next';
import type { ActClass } from '../../../casework/form.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Listed, useListed } from '../../components/listed.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import type { Signing } from '../../worker/compose.ts';
import { useSize } from './attachments.tsx';

export function BeforeSigning({
  files,
  level,
  signing,
  twoSigners = false,
}: {
  readonly files: readonly { readonly size: number }[];
  readonly level: ActClass;
  readonly signing: Signing;
  /** Says that a second signatory follows. */
  readonly twoSigners?: boolean;
}) {
  const { t } = useTranslation('compose');
  const size = useSize();
  const listed = useListed();
  const theirs = signing.readers.filter(({ own }) => !own);
  const names = listed(theirs.map(({ name }) => name));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const unverified = theirs.filter(({ verified }) => !verified);
  return (
    <>
      {unverified.map(({ authority, name }) => (
        <Notice
          key={authority}
          tone="waiting"
          title={t('unverifiedTitle', { name })}
          actions={<ButtonLink href={`/directory/${authority}/verify`}>{t('unverifiedDo')}</ButtonLink>}
        >
          <p>{t('unverifiedWhy')}</p>
        </Notice>
      ))}
      <Panel title={level === 0 ? t('beforeSendTitle') : t('beforeTitle')}>
        <Facts
          facts={[
            {
              name: t('whoReads'),
              value: (
                <ul className="compose-readers">
                  {signing.readers.map(({ authority, name, own, officials, names: known }) => (
                    <li key={authority}>
                      <bdi>
                        {own ? t('readersOwn', { count: officials }) : t('readersOf', { count: officials, name })}
                      </bdi>
                      {known.length > 0 ? (
                        <details>
                          <summary>{t('readersNames')}</summary>
                          <Listed names={known.map((who) => ({ key: who, name: who }))} />
                        </details>
                      ) : null}
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              name: t('relaySees'),
              value:
                files.length === 0
                  ? t(`relaySeesItem${level}`, { names })
                  : t(`relaySeesFiles${level}`, { names, count: files.length, size: size(total) }),
            },
            { name: t('whatProves'), value: t('whatProvesWords') },
          ]}
        />
      </Panel>
      {twoSigners ? (
        <Notice title={t('twoSigners')}>
          <p>{t('twoSignersWhy')}</p>
        </Notice>
      ) : null}
    </>
  );
}
