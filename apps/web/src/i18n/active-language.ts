import { english, type Words } from './en.ts';
import { languageFor, languages, localeFor, type Language } from './language.ts';

/** What the page speaks. `locale`: how times and lists are written. */
export interface Spoken {
  readonly language: Language;
  readonly locale: string;
  readonly words: Words;
}

const listeners = new Set<() => void>();
let now: Spoken = { language: 'en', locale: 'en', words: english };
let wanted: Language = 'en';

/** The language that the page speaks at this moment. */
export const spoken = {
  now: () => now,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  /**
   * Speaks the language that was chosen, or else the one that the browser asks for. Settles when its words are there. If they cannot be
   * had, the page speaks on as before.
   */
  speak: async (chosen: Language | 'auto') => {
    const language = languageFor(chosen, navigator.languages);
    wanted = language;
    const words = await languages[language].words();
    // Meanwhile another one may have been chosen.
    if (!words || language !== wanted) return;
    const locale = localeFor(language, navigator.languages);
    if (language === now.language && locale === now.locale) return;
    now = { language, locale, words };
    document.documentElement.lang = language;
    for (const listener of listeners) listener();
  },
};
