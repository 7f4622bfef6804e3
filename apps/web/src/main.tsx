import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import { App } from './app.tsx';
import { onNoticeFollowed } from './notifications/show-notification.ts';
import { installing } from './browser/install-prompt.ts';
import { registerWorker } from './browser/register-service-worker.ts';
import { goToLetter } from './browser/permalinks.ts';
import { browserSettings } from './settings/browser-settings.ts';
import { wear } from './settings/apply-theme.ts';
import { spoken } from './i18n/active-language.ts';
import './page.css';

// The page's security policy forbids code made from text, which zod would try.
config({ jitless: true });

const LONG_MS = 2_000;
const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page');
const speak = () => spoken.speak(browserSettings.now().language);
const dress = () => wear(browserSettings.now());
browserSettings.subscribe(() => void speak());
browserSettings.subscribe(dress);
dress();
window.addEventListener('languagechange', () => void speak());

// Nobody sees another language first, unless theirs takes long to come.
void Promise.race([speak(), new Promise((resolve) => setTimeout(resolve, LONG_MS))]).then(() =>
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  ),
);

registerWorker();
onNoticeFollowed(goToLetter);
installing.watch();
