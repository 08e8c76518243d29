// The head of every page: whose desk this is, in which language, whether it is up to date, and the lock.
import IconCloudCheck from '@tabler/icons-react/dist/esm/icons/IconCloudCheck.mjs';
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs';
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import { Button, Menu, MenuItem, MenuTrigger, Popover, useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../bridge.ts';
import { Button as TextButton } from '../components/button.tsx';
import { language, speak } from '../i18n.ts';
import { isLanguage, LANGUAGES } from '../locales/languages.ts';
import type { Seat } from '../worker/seat.ts';
import './header.css';

function LanguageMenu() {
  const { t } = useTranslation('shell');
  return (
    <MenuTrigger>
      <Button className="header-button" aria-label={`${t('language')}: ${LANGUAGES[language()].name}`}>
        <IconLanguage size={20} aria-hidden="true" />
        <span className="header-long">{LANGUAGES[language()].name}</span>
      </Button>
      <Popover className="field-popover" placement="bottom end">
        <Menu
          className="field-list"
          selectionMode="single"
          selectedKeys={[language()]}
          onAction={(key) => {
            if (isLanguage(key)) void speak(key);
          }}
        >
          {Object.entries(LANGUAGES).map(([key, { name, direction }]) => (
            <MenuItem key={key} id={key} className="field-option">
              <span lang={key} dir={direction}>
                {name}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function ConnectionWord() {
  const { t } = useTranslation('shell');
  const { locale } = useLocale();
  const { data } = useDesk('connection', ['state'], (d) => d.seat.connection());
  if (!data) return null;
  const { connected, syncedAt, waiting, admitted } = data;
  const time =
    syncedAt === null
      ? ''
      : new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(syncedAt);
  const awaited = admitted === false;
  const away = connected === false;
  const Icon = away ? IconCloudOff : syncedAt === null && !awaited ? IconRefresh : IconCloudCheck;
  const words = away
    ? waiting > 0
      ? t('offlineWaiting', { count: waiting })
      : t('offline')
    : awaited
      ? t('awaiting')
      : syncedAt === null
        ? t('connecting')
        : t('upToDate', { time });
  return (
    <span className={away ? 'header-connection header-offline tone-waiting' : 'header-connection'} role="status">
      <Icon size={20} aria-hidden="true" />
      <span className="header-long">{words}</span>
      <span className="unseen header-short">{words}</span>
    </span>
  );
}

export function Header({ seat, onLock }: { readonly seat: Seat | null; onLock(): void }) {
  const { t } = useTranslation('shell');
  return (
    <header className="header">
      <a href="/" className="header-mark" aria-label={t('product')}>
        <img src="/seal.svg" alt="" width="28" height="28" />
        <span>{t('product')}</span>
      </a>
      {seat ? (
        <div className="header-who">
          <bdi className="header-authority">{seat.authority.name}</bdi>
          <bdi className="header-official">{seat.official.name}</bdi>
        </div>
      ) : (
        <span className="header-who" />
      )}
      {seat ? <ConnectionWord /> : null}
      <LanguageMenu />
      {seat ? (
        <TextButton look="quiet" icon={<IconLock aria-hidden="true" />} onPress={onLock}>
          {t('lock')}
        </TextButton>
      ) : null}
    </header>
  );
}
