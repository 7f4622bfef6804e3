import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import { App } from './app.tsx';
import './theme.css';
import './newer-page.css';
import './lobby/lobby.css';
import './room/transcript.css';
import './room/written-text.css';
import './room/composer.css';
import './room/roster.css';
import './room/room.css';

// The page's security policy forbids code made from text, which zod would try.
config({ jitless: true });

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page');
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
