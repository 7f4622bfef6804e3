import { useEffect, useSyncExternalStore } from 'react';
import { askForServerTime, serverClock } from '../browser/server-clock.ts';

/** A decorative postmark over the stamp, with the day and the month, as a Roman numeral. */
export const Postmark = () => {
  const date = useSyncExternalStore(serverClock.subscribe, today);
  useEffect(askForServerTime, []);
  return (
    <svg className="postmark" viewBox="0 0 120 64" aria-hidden="true" focusable="false">
      <circle cx="32" cy="32" r="28" />
      <circle cx="32" cy="32" r="19" />
      <text x="32" y="35.500" textAnchor="middle">
        {date}
      </text>
      <path d="M62 20q7-5 14 0t14 0 14 0 14 0M64 32q7-5 14 0t14 0 14 0 14 0 12 0M62 44q7-5 14 0t14 0 14 0 14 0" />
    </svg>
  );
};

const today = () => {
  const now = new Date(serverClock.now());
  return `${now.getDate()}·${MONTHS[now.getMonth()]}`;
};

const MONTHS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
