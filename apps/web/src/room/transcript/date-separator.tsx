import { useSyncExternalStore } from 'react';
import { nextDay } from '../../i18n/time-format.ts';
import { useShownTimes } from '../../i18n/use-time-format.ts';

/** Where a day begins in the transcript. `at` is ms since 1970, at any time of that day. */
export const DateSeparator = ({ at }: { at: number }) => {
  const { dayName } = useShownTimes();
  const name = useSyncExternalStore(onNewDay, () => dayName(at, Date.now()));
  return (
    <p className="separator">
      <span>{name}</span>
    </p>
  );
};

/** What was today is yesterday after midnight. Looked at again when the page is: timers stand still while a machine sleeps. */
const onNewDay = (listener: () => void) => {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const now = Date.now();
    timer = setTimeout(
      () => {
        listener();
        wait();
      },
      nextDay(now) - now,
    );
  };
  wait();
  document.addEventListener('visibilitychange', listener);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', listener);
  };
};
