// The page in all its states, for whoever designs it: vite's dev server shows it at /style. Never part of what is built.
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import { lobbyScenes } from './lobby-scenes.ts';
import { Overview } from './overview.tsx';
import { roomScenes } from './room-scenes.ts';
import { play } from './stage.tsx';
import { spoken } from '../src/i18n/active-language.ts';
import '../src/page.css';
import './style.css';

config({ jitless: true });

const scenes = [...lobbyScenes, ...roomScenes];
const page = document.getElementById('page');
if (!page) throw new Error('style.html has no #page');

const asked = new URLSearchParams(location.search);
await spoken.speak(asked.get('language') === 'de' ? 'de' : 'en');
if (asked.has('scene')) {
  document.documentElement.style.colorScheme = asked.get('theme') ?? '';
  play(page, scenes);
} else {
  createRoot(page).render(<Overview scenes={scenes.map(({ name }) => name)} />);
}
