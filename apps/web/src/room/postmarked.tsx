import { useState } from 'react';
import { ago, dayAndTime, timeOfDay } from '../shown-times.ts';

/**
 * When something happened, in the reader's zone: the time of day, and on hovering the whole date and how long ago that is. `at` is ms
 * since 1970.
 */
export const Postmarked = ({ at }: { at: number }) => {
  const [told, setTold] = useState('');
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={told || dayAndTime(at)}
      onPointerEnter={() => setTold(`${dayAndTime(at)} · ${ago(at, Date.now())}`)}
    >
      {timeOfDay(at)}
    </time>
  );
};
