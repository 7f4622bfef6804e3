/**
 * Returns the locales that the browser prefers, best first. Some browsers name them as POSIX does ("de_AT.UTF-8", "C"), or not at all: what is no
 * language tag (BCP 47) even without encoding and modifier is left out, because `Intl` throws an error for it.
 */
export const browserLocales = ({ languages, language }: BrowserLanguages = navigator): string[] =>
  [...(languages ?? []), language ?? ''].flatMap(toLocales);

/** The part of `navigator` that names locales. Some browsers lack the list. */
interface BrowserLanguages {
  readonly languages?: readonly string[] | undefined;
  readonly language?: string | undefined;
}

const toLocales = (name: string): string[] => {
  try {
    return Intl.getCanonicalLocales(name.replace(/[.@].*/s, '').replaceAll('_', '-'));
  } catch {
    return [];
  }
};
