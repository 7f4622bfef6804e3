import { useSyncExternalStore } from 'react';
import { useTimeFormat } from '../../i18n/use-time-format.ts';
import { startOfNextDay } from '../timeline/dates.ts';

/** The separator at the start of a day: "Today", "Yesterday", or the date. `at` is any time of that day, in ms since 1970. */
export const DateSeparator = ({ at }: { at: number }) => {
  const { dayName } = useTimeFormat();
  const name = useSyncExternalStore(subscribeToDayChange, () => dayName(at, Date.now()));
  return (
    <p className="separator">
      <span>{name}</span>
    </p>
  );
};

/** Calls `listener` at midnight, and when the page is shown or hidden, because timers stop while the machine sleeps. */
const subscribeToDayChange = (listener: () => void) => {
  let timer: ReturnType<typeof setTimeout>;
  const schedule = () => {
    const now = Date.now();
    timer = setTimeout(
      () => {
        listener();
        schedule();
      },
      startOfNextDay(now) - now,
    );
  };
  schedule();
  document.addEventListener('visibilitychange', listener);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', listener);
  };
};
