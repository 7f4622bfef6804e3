import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot, type Root } from 'react-dom/client';
import { App } from '../src/app.tsx';
import * as kept from '../src/browser/storage.ts';
import { handUntil } from './hand.ts';
import { ann } from './samples.ts';
import type { Scene } from './scene.ts';
import { scriptedFetch } from './scripted-room.ts';

/** Plays the scene that the address asks for, and when it asks for another, that one. */
export const play = (page: HTMLElement, scenes: readonly Scene[]) => {
  keepNothing();
  let over = new AbortController();
  let root: Root | undefined;
  const next = async () => {
    const name = new URLSearchParams(location.search).get('scene') ?? '';
    const scene = scenes.find((each) => each.name === name);
    over.abort();
    root?.unmount();
    delete document.documentElement.dataset['scene'];
    if (!scene) return;
    over = new AbortController();
    root = createRoot(page);
    globalThis.fetch = scriptedFetch(scene.room);
    const person = handUntil(over.signal);
    person.looks('here');
    enter(scene.from);
    // Not in strict mode, which asks everything twice: each answer is there once.
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <App />
      </QueryClientProvider>,
    );
    await scene.until(person);
    document.documentElement.dataset['scene'] = name;
  };
  addEventListener('popstate', () => void next());
  void next();
};

/** Many scenes stand side by side in one browser: none of them leaves anything to another, nor asks the room for another. */
const keepNothing = () => {
  Reflect.deleteProperty(Navigator.prototype, 'locks');
  for (const storage of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, storage, {
      get: () => {
        throw new DOMException('Nothing is kept on the stage.', 'SecurityError');
      },
    });
  }
};

const enter = (from: Scene['from']) => {
  for (const each of Object.values(kept)) each.write('');
  // In it the bell keeps which letters it has told of, and all scenes have the same.
  indexedDB.deleteDatabase('mailroom');
  if (from === 'lobby') return;
  kept.storedMemberId.write(ann.id);
  kept.storedAttempt.write('style');
  kept.tabAttempt.write('style');
  kept.storedNickname.write(ann.nickname);
};
