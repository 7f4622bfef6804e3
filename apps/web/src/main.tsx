import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import { App, resumeQuery } from './app.tsx';
import { installPrompt } from './browser/install-prompt.ts';
import { needsPolyfills } from './browser/compatibility/needs-polyfills.ts';
import { goToLetter } from './browser/addresses/permalinks.ts';
import { closePopoversOnPressOutside } from './browser/compatibility/press-outside.ts';
import { registerServiceWorker } from './browser/register-service-worker.ts';
import { watchOnScreenKeyboard } from './browser/keyboard/on-screen-keyboard.ts';
import { tolerateForeignChanges } from './browser/compatibility/tolerate-foreign-changes.ts';
import { activeLanguage } from './i18n/active-language.ts';
import { onNotificationClick } from './notifications/show-notification.ts';
import { applyTheme } from './settings/apply-theme.ts';
import { browserSettings } from './settings/browser-settings.ts';
import './page.css';

// The Content-Security-Policy forbids `eval`, which zod uses otherwise.
config({ jitless: true });

/** How long the first render waits for the strings of the language, in ms. */
const LANGUAGE_TIMEOUT_MS = 2_000;

tolerateForeignChanges();

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page');
const updateLanguage = () => activeLanguage.set(browserSettings.getState().language);
const updateTheme = () => applyTheme(browserSettings.getState());
browserSettings.subscribe(() => void updateLanguage());
browserSettings.subscribe(updateTheme);
updateTheme();
window.addEventListener('languagechange', () => void updateLanguage());

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const start = async () => {
  // A bare import: without the polyfills the page cannot work, so index.html says that it has not started.
  if (needsPolyfills()) (await import('./browser/compatibility/polyfills.ts')).addPolyfills();
  const client = new QueryClient();
  await Promise.all([
    // The page must not appear in another language first, unless loading takes too long.
    Promise.race([updateLanguage(), after(LANGUAGE_TIMEOUT_MS)]),
    // Without a session the lobby is the first screen that is rendered: index.html already shows the loading screen.
    Promise.race([client.prefetchQuery(resumeQuery), after(0)]),
  ]);
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
};

void start();

registerServiceWorker();
closePopoversOnPressOutside();
onNotificationClick(goToLetter);
installPrompt.watch();
watchOnScreenKeyboard();
