const PATHS = { previous: 'M4 13l6-6 6 6', next: 'M4 7l6 6 6-6', close: 'M5 5l10 10M15 5L5 15' };

/** What stands on a button of the bar in which one finds. */
export const FindIcon = ({ of }: { of: keyof typeof PATHS }) => (
  <svg viewBox="0 0 20 20" width="20" aria-hidden="true" focusable="false">
    <path d={PATHS[of]} />
  </svg>
);
