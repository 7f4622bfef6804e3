/** Caches the result of `create` for each key without a limit. Meant for the `Intl` constructors, which are slow. */
export const memoize = <Key extends string, Value>(create: (key: Key) => Value): ((key: Key) => Value) => {
  const cache = new Map<Key, Value>();
  return (key) => {
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const value = create(key);
    cache.set(key, value);
    return value;
  };
};
