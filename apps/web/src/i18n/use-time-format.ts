import { useSettings } from '../settings/use-settings.ts';
import { browserLocales } from './browser-locales.ts';
import { once } from './once.ts';
import { defaultClock, timeFormat, type TimeFormat } from './time-format.ts';
import { useLanguage } from './use-strings.ts';

/** Formats times in the active language, with the clock from the settings or else the one usual in the browser's locale. */
export const useTimeFormat = (): TimeFormat => {
  const { locale } = useLanguage();
  const { clock } = useSettings();
  return timeFormat({ locale, clock: clock === 'auto' ? browserClock() : clock });
};

const browserClock = once(() => defaultClock(browserLocales()[0]));
