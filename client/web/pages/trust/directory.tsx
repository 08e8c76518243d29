// The directory: authorities found by State, name or word, each with how far it can be relied on.
import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { Empty } from '../../components/empty.tsx';
import { List, ListRow } from '../../components/list.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useNaming } from '../../naming.ts';
import type { DirectoryRow } from '../../worker/trust.ts';
import { StandingWord } from './standing.tsx';

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

export function DirectoryPage() {
  const { t } = useTranslation('trust');
  const { nameOf, stateOf, locale } = useNaming();
  const rows = useDesk('directory', ['list'], (d) => d.trust.directory());
  const [typed, setTyped] = useState('');
  const fits = (one: DirectoryRow): boolean => {
    const said = [stateOf(one), one.country, one.territory ?? '', ...one.names.map(([, name]) => name)].join(' ');
    const wanted = folded(typed.trim());
    return folded(said).includes(wanted) || one.words.words.join(' ').startsWith(wanted);
  };
  const order = new Intl.Collator(locale);
  return (
    <Page title={t('directoryTitle')} lead={t('directoryLead')}>
      <TextField label={t('search')} hint={t('searchHint')} type="search" value={typed} onChange={setTyped} />
      <Loaded query={rows}>
        {(all) => {
          const found = all
            .filter(fits)
            .sort((a, b) => order.compare(stateOf(a), stateOf(b)) || order.compare(nameOf(a), nameOf(b)));
          return (
            <>
              <p className="soft small" role="status">
                {t('found', { count: found.length })}
              </p>
              {found.length === 0 ? (
                <Empty title={t('nobody')}>
                  <p>{t('nobodyWhy')}</p>
                </Empty>
              ) : (
                <List label={t('directoryTitle')}>
                  {found.map((one) => (
                    <ListRow
                      key={one.authority}
                      href={`/directory/${one.authority}`}
                      icon={<IconBuildingBank size={20} aria-hidden="true" />}
                      title={<bdi>{nameOf(one)}</bdi>}
                      detail={
                        <>
                          <bdi>{stateOf(one)}</bdi>
                          {one.territory === null ? null : (
                            <>
                              {' · '}
                              <bdi>{one.territory}</bdi>
                            </>
                          )}
                          {one.kind === 'registrar' ? ` · ${t('registrarKind')}` : null}
                        </>
                      }
                      status={<StandingWord {...one} />}
                    />
                  ))}
                </List>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
