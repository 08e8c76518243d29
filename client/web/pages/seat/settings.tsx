// Settings: language and appearance of this browser, and whose desk it holds.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, lockDesk, useSeat } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useListed } from '../../components/listed.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { language, speak } from '../../i18n.ts';
import { LANGUAGES, type Language } from '../../locales/languages.ts';
import { THEMES, type Theme, theme, wear } from '../../preferences.ts';
import { Devices } from './devices.tsx';
import { Passkeys } from './passkeys.tsx';

const OPENS = { passkey: 'byPasskey', passphrase: 'byPassphrase', none: 'byNone' } as const;
const THEME_WORDS = { system: 'shell:themeSystem', light: 'shell:themeLight', dark: 'shell:themeDark' } as const;

export function SettingsPage() {
  const { t } = useTranslation(['seat', 'shell']);
  const listed = useListed();
  const navigate = useNavigate();
  const { data } = useSeat();
  const [worn, setWorn] = useState<Theme>(theme());
  const [asking, setAsking] = useState(false);
  const seat = data?.seat ?? null;
  const profile = data?.profiles.find(({ id }) => id === seat?.profile);

  async function forget(id: string): Promise<void> {
    await desk.seat.forget(id);
    await lockDesk();
    await navigate({ to: '/sign-in' });
  }

  return (
    <Page title={t('settingsTitle')}>
      <RadioGroup<Language>
        label={t('shell:language')}
        value={language()}
        onChange={(next) => void speak(next)}
        choices={(Object.keys(LANGUAGES) as Language[]).map((key) => ({
          key,
          label: (
            <span lang={key} dir={LANGUAGES[key].direction}>
              {LANGUAGES[key].name}
            </span>
          ),
        }))}
      />
      <RadioGroup<Theme>
        label={t('shell:theme')}
        value={worn}
        onChange={(next) => {
          wear(next);
          setWorn(next);
        }}
        choices={THEMES.map((key) => ({ key, label: t(THEME_WORDS[key]) }))}
      />
      {seat ? (
        <>
          <Passkeys />
          <Devices />
          <Panel title={t('lostTitle')}>
            <ul>
              <li>{t('lostPasskey')}</li>
              <li>{t('lostDevice')}</li>
            </ul>
          </Panel>
        </>
      ) : null}
      {seat && profile ? (
        <Panel title={t('deviceTitle')}>
          <Facts
            facts={[
              { name: t('deviceOfficial'), value: <bdi>{seat.official.name}</bdi> },
              { name: t('deviceAuthority'), value: <bdi>{seat.authority.name}</bdi> },
              { name: t('deviceRoles'), value: listed(seat.roles.map((role) => t(`role_${role}`))) },
              { name: t('deviceOpens'), value: listed(profile.unlocksWith.map((by) => t(OPENS[by]))) },
            ]}
          />
          <div className="row">
            <Button look="danger" onPress={() => setAsking(true)}>
              {t('forget')}
            </Button>
          </div>
          <Dialog
            title={t('forgetTitle')}
            isOpen={asking}
            onClose={() => setAsking(false)}
            actions={
              <>
                <Button onPress={() => setAsking(false)}>{t('forgetKeep')}</Button>
                <Button look="danger" onPress={() => void forget(seat.profile)}>
                  {t('forget')}
                </Button>
              </>
            }
          >
            <p>{t('forgetWhy')}</p>
          </Dialog>
        </Panel>
      ) : null}
    </Page>
  );
}
