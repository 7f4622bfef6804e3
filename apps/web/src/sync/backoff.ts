/** How long to wait before try number `failures` + 1, in ms: full jitter between 0.25 and at most 30 s, so that those who were cut off together do not return together. */
export const backoff = (failures: number, random = Math.random): number => {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return Math.round(250 + random() * (ceiling - 250));
};
