import { PageStorage } from '../storage/page-storage.ts';

/** What happens when a page writes; `blocked`: and when it reads. */
type State = 'works' | 'full' | 'refuses' | 'ignores' | 'blocked';

/** Creates a storage that several pages share, and in which writing can be made to fail. */
export const createFakeStorage = () => {
  const stored: Record<string, string> = {};
  let state: State = 'works';
  const store = (key: string, text: string | undefined) => {
    if (state === 'refuses' || (state === 'full' && text !== undefined)) throw new Error(`the storage is ${state}`);
    if (state === 'ignores') return;
    if (text === undefined) delete stored[key];
    else stored[key] = text;
  };
  const methods = {
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, text: string) => store(key, text),
    removeItem: (key: string) => store(key, undefined),
  };
  // The compiler does not see that the proxy answers to the methods of a storage, of which the page uses these.
  const storage = new Proxy(stored, {
    get: (_target, name) => Reflect.get(methods, name) as unknown,
  }) as unknown as Storage;
  const openPage = () =>
    new PageStorage(() => {
      if (state === 'blocked') throw new Error('the storage is blocked');
      return storage;
    });
  return { stored, openPage, set: (next: State) => void (state = next) };
};
