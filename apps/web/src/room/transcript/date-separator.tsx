import { useSyncExternalStore } from 'react';
import { serverClock } from '../../browser/server-clock.ts';
import { useTimeFormat } from '../../i18n/use-time-format.ts';
import { startOfNextDay } from '../timeline/dates.ts';

/** The separator at the start of a day: "Today", "Yesterday", or the date. `at` is any time of that day, in ms since 1970. */
export const DateSeparator = ({ at }: { at: number }) => {
  const { dayName } = useTimeFormat();
  const name = useSyncExternalStore(subscribeToDayChange, () => dayName(at, serverClock.now()));
  return (
    <p className="separator">
      <span>{name}</span>
    </p>
  );
};

/** Calls `listener` at midnight, when the clock was set, and when the page is shown or hidden, because timers stop while the machine sleeps. */
const subscribeToDayChange = (listener: () => void) => {
  let timer: ReturnType<typeof setTimeout>;
  const schedule = () => {
    const now = serverClock.now();
    timer = setTimeout(update, startOfNextDay(now) - now);
  };
  const update = () => {
    listener();
    clearTimeout(timer);
    schedule();
  };
  schedule();
  const unsubscribe = serverClock.subscribe(update);
  document.addEventListener('visibilitychange', update);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    document.removeEventListener('visibilitychange', update);
  };
};
