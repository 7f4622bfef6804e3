import { memoize } from './memoize.ts';
import { once } from './once.ts';

/** How to format times. */
export interface TimeStyle {
  readonly locale: string;
  readonly clock: '12' | '24';
}

/** Formatters for one style, in the browser's time zone. All arguments are ms since 1970. */
export interface TimeFormat {
  readonly timeOfDay: (at: number) => string;
  /** The full date and the time. */
  readonly dayAndTime: (at: number) => string;
  /** The time since `at` in the largest unit that fits: "5 minutes ago". */
  readonly ago: (at: number, now: number) => string;
  /** "Today", "Yesterday", or the full date. */
  readonly dayName: (at: number, now: number) => string;
}

/** Formatters for a style. Memoized by style. */
export const timeFormat = ({ locale, clock }: TimeStyle): TimeFormat => formatsByClock[clock](locale);

/** The clock that is usual in a locale; in the one of the browser if it is undefined. */
export const defaultClock = (locale: string | undefined): TimeStyle['clock'] =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ? '12' : '24';

const createTimeFormat = (locale: string, hourCycle: 'h12' | 'h23'): TimeFormat => {
  const time = once(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle }));
  const full = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', hourCycle }));
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return {
    timeOfDay: (at) => time().format(at),
    dayAndTime: (at) => full().format(at),
    ago: (at, now) => {
      const elapsed = Math.max(0, now - at) / 1_000;
      const [unit, seconds] = UNITS.find(([, seconds]) => elapsed >= seconds) ?? SMALLEST_UNIT;
      return relative().format(-Math.floor(elapsed / seconds), unit);
    },
    dayName: (at, now) => {
      const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
      if (days !== 0 && days !== 1) return date().format(at);
      const name = relative().format(-days, 'day');
      return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
    },
  };
};

const formatsByClock = {
  '12': memoize((locale: string) => createTimeFormat(locale, 'h12')),
  '24': memoize((locale: string) => createTimeFormat(locale, 'h23')),
};

/** Units and their lengths in seconds, longest first. */
const SMALLEST_UNIT = ['second', 1] as const;
const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], SMALLEST_UNIT] as const;

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);
