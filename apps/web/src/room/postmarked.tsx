import { dayAndTime, timeOfDay } from '../shown-times.ts';

/** When something happened, in the reader's zone: the time of day, and on hovering the whole date. `at` is ms since 1970. */
export const Postmarked = ({ at }: { at: number }) => (
  <time dateTime={new Date(at).toISOString()} title={dayAndTime(at)}>
    {timeOfDay(at)}
  </time>
);
