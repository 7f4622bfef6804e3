import { memoize } from './memoize.ts';
import { once } from './once.ts';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Numbers and plural forms in one language. Memoized by language. */
export const numberFormat = memoize((language: string) => {
  const numbers = once(() => new Intl.NumberFormat(language));
  const rules = once(() => new Intl.PluralRules(language));
  const formatNumber = (count: number): string => numbers().format(count);
  /** Selects the plural form for `count`. */
  const plural = (count: number, forms: Forms): string => forms[rules().select(count)] ?? forms.other;
  /** Formats a number with its noun: "1 message", "2 messages". */
  const formatCount = (count: number, forms: Forms): string => `${formatNumber(count)} ${plural(count, forms)}`;
  return { formatNumber, plural, formatCount };
});
