import { once } from './once.ts';
import { useSettings } from '../settings/use-settings.ts';
import { clockOf, shownTimes, type ShownTimes } from './time-format.ts';
import { useSpoken } from './use-strings.ts';

/** Times as this reader wants them: in the page's language, and by the clock that they chose or that is usual where they live. */
export const useShownTimes = (): ShownTimes => {
  const { locale } = useSpoken();
  const { clock } = useSettings();
  return shownTimes({ locale, clock: clock === 'auto' ? ownClock() : clock });
};

const ownClock = once(() => clockOf(navigator.language));
