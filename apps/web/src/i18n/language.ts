import { lazyModule } from '../browser/lazy-module.ts';
import { english, type Words } from './en.ts';

/** The languages that the page speaks, by their own names, and where the words of each are. Only English comes with the page. */
export const languages = {
  en: { name: 'English', words: async (): Promise<Words | undefined> => english },
  de: { name: 'Deutsch', words: lazyModule<Words>(async () => (await import('./de.ts')).german) },
} as const;

/** A language that the page speaks. */
export type Language = keyof typeof languages;

/** The language to speak: the one that was chosen, else the first of those `wanted` that there is, else English. */
export const languageFor = (chosen: Language | 'auto', wanted: readonly string[]): Language => {
  if (chosen !== 'auto') return chosen;
  return wanted.map(languageOf).find(isSpoken) ?? 'en';
};

/** How to write times and lists in a language: as in the first of the countries `wanted` that speaks it. */
export const localeFor = (language: Language, wanted: readonly string[]): string =>
  wanted.find((locale) => languageOf(locale) === language) ?? language;

const languageOf = (locale: string) => locale.toLowerCase().split('-', 1)[0] ?? '';

const isSpoken = (language: string): language is Language => Object.hasOwn(languages, language);
