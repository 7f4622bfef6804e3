import { useState } from 'react';
import { useShownTimes } from '../i18n/use-time-format.ts';

/**
 * When something happened, in the reader's zone: the time of day, and on hovering the whole date and how long ago that is. `at` is ms
 * since 1970.
 */
export const Timestamp = ({ at }: { at: number }) => {
  const { ago, dayAndTime, timeOfDay } = useShownTimes();
  const [pointedAt, setPointedAt] = useState<number>();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={pointedAt === undefined ? dayAndTime(at) : `${dayAndTime(at)} · ${ago(at, pointedAt)}`}
      onPointerEnter={() => setPointedAt(Date.now())}
    >
      {timeOfDay(at)}
    </time>
  );
};
