/* What Chrome and Edge before 120 and Safari before 17.4 lack. Loaded only where one of these is missing. */

/** Like `AbortSignal.any`, except that a signal which never aborts keeps its followers in memory. */
const anySignal = (signals: Iterable<AbortSignal>): AbortSignal => {
  const controller = new AbortController();
  for (const signal of signals) {
    const follow = () => controller.abort(signal.reason);
    if (signal.aborted) follow();
    else signal.addEventListener('abort', follow, { signal: controller.signal });
    if (controller.signal.aborted) break;
  }
  return controller.signal;
};

const withResolvers = <Value>(): PromiseWithResolvers<Value> => {
  let resolve: PromiseWithResolvers<Value>['resolve'] = () => {};
  let reject: PromiseWithResolvers<Value>['reject'] = () => {};
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

const groupIntoMap = <Key, Item>(
  items: Iterable<Item>,
  keyOf: (item: Item, index: number) => Key,
): Map<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

const groupIntoObject = (items: Iterable<unknown>, keyOf: (item: unknown, index: number) => PropertyKey) =>
  Object.assign(Object.create(null), Object.fromEntries(groupIntoMap(items, keyOf)));

const canParse = (url: string | URL, base?: string | URL): boolean => {
  try {
    return Boolean(new URL(url, base));
  } catch {
    return false;
  }
};

/** Adds what is missing. */
export const addPolyfills = () => {
  const add = (owner: object, name: string, value: unknown) => {
    if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  };
  add(AbortSignal, 'any', anySignal);
  add(Promise, 'withResolvers', withResolvers);
  add(Map, 'groupBy', groupIntoMap);
  add(Object, 'groupBy', groupIntoObject);
  add(URL, 'canParse', canParse);
};
