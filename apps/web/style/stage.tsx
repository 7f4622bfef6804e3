import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot, type Root } from 'react-dom/client';
import { App } from '../src/app.tsx';
import { pageDraft } from '../src/browser/storage/draft-storage.ts';
import * as storage from '../src/browser/storage/storage.ts';
import { ann } from './samples.ts';
import type { Scene } from './scene.ts';
import { createSceneDriver } from './scene-driver.ts';
import { scriptedFetch } from './scripted-room.ts';

/** Plays the scene that the URL names, and another one whenever the URL changes. Sets `data-scene` on the root element when it is reached. */
export const play = (page: HTMLElement, scenes: readonly Scene[]) => {
  isolatePage();
  let played = new AbortController();
  let root: Root | undefined;
  const playNamed = async () => {
    const name = new URLSearchParams(location.search).get('scene') ?? '';
    const scene = scenes.find((each) => each.name === name);
    played.abort();
    root?.unmount();
    delete document.documentElement.dataset['scene'];
    if (!scene) return;
    played = new AbortController();
    root = createRoot(page);
    globalThis.fetch = scriptedFetch(scene.room);
    const driver = createSceneDriver(played.signal);
    driver.setPageVisibility('visible');
    prepareStorage(scene.start);
    // Without StrictMode, which would send each request twice: the script answers each once.
    const Part = scene.part ?? App;
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <Part />
      </QueryClientProvider>,
    );
    await scene.reach(driver);
    document.documentElement.dataset['scene'] = name;
  };
  addEventListener('popstate', () => void playNamed());
  void playNamed();
};

/** Disables storage and locks: many scenes are open in one browser, and must not share state or a poll. */
const isolatePage = () => {
  Reflect.deleteProperty(Navigator.prototype, 'locks');
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, name, {
      get: () => {
        throw new DOMException('The style page has no storage.', 'SecurityError');
      },
    });
  }
};

const prepareStorage = (start: Scene['start']) => {
  const { draft, reply, edit } = pageDraft;
  for (const value of [...Object.values(storage), draft, reply, edit]) value.write('');
  // It holds which letters notifications were shown for, and the scenes reuse letter ids.
  indexedDB.deleteDatabase('mailroom');
  if (start === 'lobby') return;
  storage.storedMemberId.write(ann.id);
  storage.storedAttempt.write('style');
  storage.tabAttempt.write('style');
  storage.storedNickname.write(ann.nickname);
};
