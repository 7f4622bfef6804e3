/** Returns when the next day in the local time zone starts. `at` and the result are in ms since 1970. */
export const startOfNextDay = (at: number): number => {
  const midnight = new Date(at);
  midnight.setHours(24, 0, 0, 0);
  return midnight.getTime();
};
