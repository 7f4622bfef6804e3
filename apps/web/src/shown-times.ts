const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** The time of day, as the reader's country writes it. `at` is ms since 1970. */
export const timeOfDay = (at: number): string => clock.format(at);
/** Day and time in full. `at` is ms since 1970. */
export const dayAndTime = (at: number): string => full.format(at);

/** How long ago it was, in the largest unit that fits: "5 minutes ago". Both in ms since 1970. */
export const ago = (at: number, now: number): string => {
  const seconds = Math.max(0, now - at) / 1_000;
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? LEAST;
  return relative.format(-Math.floor(seconds / length), unit);
};

const LEAST = ['second', 1] as const;
const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], LEAST] as const;

/** The day as one speaks of it: "today", "yesterday", or its date. Both in ms since 1970. */
export const dayName = (at: number, now: number): string => {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  const spoken = relative.format(-days, 'day');
  return days === 0 || days === 1 ? spoken.charAt(0).toLocaleUpperCase() + spoken.slice(1) : date.format(at);
};

/** When the reader's next day begins. Both in ms since 1970. */
export const nextDay = (now: number): number => {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  return midnight.getTime();
};

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);
