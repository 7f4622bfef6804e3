import { madeOnce } from './memoize.ts';
import { once } from './once.ts';

/** How a reader wants times to be written. */
export interface TimeStyle {
  readonly locale: string;
  readonly clock: '12' | '24';
}

/** Times as their reader wants them. All in ms since 1970. */
export interface ShownTimes {
  /** The time of day. */
  readonly timeOfDay: (at: number) => string;
  /** Day and time in full. */
  readonly dayAndTime: (at: number) => string;
  /** How long ago it was, in the largest unit that fits: "5 minutes ago". */
  readonly ago: (at: number, now: number) => string;
  /** The day as one speaks of it: "Today", "Yesterday", or its date. */
  readonly dayName: (at: number, now: number) => string;
}

/** Times in the style that a reader wants. Made once for each style. */
export const shownTimes = ({ locale, clock }: TimeStyle): ShownTimes => inClock[clock](locale);

/** The clock that people read where `locale` is spoken. */
export const clockOf = (locale: string): TimeStyle['clock'] =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ? '12' : '24';

/** When the reader's next day begins. Both in ms since 1970. */
export const nextDay = (now: number): number => {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  return midnight.getTime();
};

const made = (locale: string, hourCycle: 'h12' | 'h23'): ShownTimes => {
  const clock = once(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle }));
  const full = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', hourCycle }));
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return {
    timeOfDay: (at) => clock().format(at),
    dayAndTime: (at) => full().format(at),
    ago: (at, now) => {
      const seconds = Math.max(0, now - at) / 1_000;
      const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? LEAST;
      return relative().format(-Math.floor(seconds / length), unit);
    },
    dayName: (at, now) => {
      const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
      const spoken = relative().format(-days, 'day');
      return days === 0 || days === 1
        ? spoken.charAt(0).toLocaleUpperCase(locale) + spoken.slice(1)
        : date().format(at);
    },
  };
};

const inClock = {
  '12': madeOnce((locale: string) => made(locale, 'h12')),
  '24': madeOnce((locale: string) => made(locale, 'h23')),
};

const LEAST = ['second', 1] as const;
const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], LEAST] as const;

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);
