/** Defers `create` to the first call and caches its result. The first `Intl` object takes 70 ms on a phone: too slow for startup. */
export const once = <Value>(create: () => Value): (() => Value) => {
  let cached: { readonly value: Value } | undefined;
  return () => (cached ??= { value: create() }).value;
};
