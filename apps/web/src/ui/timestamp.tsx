import { useState } from 'react';
import { serverClock } from '../browser/server-clock.ts';
import { useTimeFormat } from '../i18n/use-time-format.ts';

/** A time of day in the local time zone. Shows the date and the age on hover. `at` is in ms since 1970. */
export const Timestamp = ({ at }: { at: number }) => {
  const { ago, dayAndTime, timeOfDay } = useTimeFormat();
  const [hoveredAt, setHoveredAt] = useState<number>();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={hoveredAt === undefined ? dayAndTime(at) : `${dayAndTime(at)} · ${ago(at, hoveredAt)}`}
      onPointerEnter={() => setHoveredAt(serverClock.now())}
    >
      {timeOfDay(at)}
    </time>
  );
};
