// The entry of the web app: language and theme first, so that nothing flickers; then the desk and the pages.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider as Pages } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { desk, queries } from './bridge.ts';
import { Retelling } from './components/told.tsx';
import type { FaultText } from './fault.ts';
import { startLanguages } from './i18n.ts';
import { isLanguage, LANGUAGES, type Language } from './locales/languages.ts';
import { theme, wear } from './preferences.ts';
import { router } from './router.tsx';
import { startServiceWorker } from './updates.ts';

const retell = (code: string, language: Language): Promise<FaultText> => desk.words.told(code, language);

function App() {
  const { i18n } = useTranslation();
  const { locale } = LANGUAGES[isLanguage(i18n.language) ? i18n.language : 'en'];
  return (
    <I18nProvider locale={locale}>
      <QueryClientProvider client={queries}>
        <Retelling value={retell}>
          <Pages router={router} />
        </Retelling>
      </QueryClientProvider>
    </I18nProvider>
  );
}

// What later pages and later days need is fetched when the first page stands.
const stop = router.subscribe('onRendered', () => {
  stop();
  void import('./kit.ts').catch(() => undefined).then(startServiceWorker);
});

wear(theme());
await startLanguages();
const place = document.getElementById('app');
if (!place) throw new TypeError('the page has no place for the app');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
