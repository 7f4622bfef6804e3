// The style page shows the page in all its states. The Vite dev server serves it at /style; the build leaves it out.
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import { emojiPickerScenes } from './emoji-picker-scenes.tsx';
import { lobbyScenes } from './lobby-scenes.ts';
import { Overview } from './overview.tsx';
import { roomScenes } from './room-scenes.ts';
import { play } from './stage.tsx';
import { activeLanguage } from '../src/i18n/active-language.ts';
import '../src/page.css';
import './style.css';

config({ jitless: true });

const scenes = [...lobbyScenes, ...roomScenes, ...emojiPickerScenes];
const page = document.getElementById('page');
if (!page) throw new Error('style.html has no #page');

const parameters = new URLSearchParams(location.search);
await activeLanguage.set(parameters.get('language') === 'de' ? 'de' : 'en');
if (parameters.has('scene')) {
  document.documentElement.style.colorScheme = parameters.get('theme') ?? '';
  play(page, scenes);
} else {
  createRoot(page).render(<Overview scenes={scenes.map(({ name }) => name)} />);
}
