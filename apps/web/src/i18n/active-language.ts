import { createStore } from '../sync/store.ts';
import { browserLocales } from './browser-locales.ts';
import { en, type Strings } from './en.ts';
import { languages, resolveLanguage, resolveLocale, type Language } from './language.ts';

/** The language that the page is shown in. */
export interface ActiveLanguage {
  readonly language: Language;
  /** The locale for times and lists, such as `de-AT`. */
  readonly locale: string;
  readonly strings: Strings;
}

const store = createStore<ActiveLanguage>({ language: 'en', locale: 'en', strings: en });
let requested: Language = 'en';

/** The language that the page is shown in. */
export const activeLanguage = {
  getState: store.getState,
  subscribe: store.subscribe,
  /**
   * Switches to `choice`, or for `auto` to the browser's preferred language. Resolves when the strings have loaded. If loading fails, the
   * language stays as it is.
   */
  set: async (choice: Language | 'auto') => {
    const language = resolveLanguage(choice, browserLocales());
    requested = language;
    const strings = await languages[language].load();
    // A later call may have requested another language while this one loaded.
    if (!strings || language !== requested) return;
    const locale = resolveLocale(language, browserLocales());
    const active = store.getState();
    if (language === active.language && locale === active.locale) return;
    document.documentElement.lang = language;
    store.setState({ language, locale, strings });
  },
};
