import { once } from './once.ts';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** How a language says how many. Made once for each. */
export const grammar = (language: string) => {
  const numbers = once(() => new Intl.NumberFormat(language));
  const rules = once(() => new Intl.PluralRules(language));
  /** A number as it is written there. */
  const number = (count: number): string => numbers().format(count);
  /** The form that goes with so many. */
  const form = (count: number, forms: Forms): string => forms[rules().select(count)] ?? forms.other;
  /** So many of something: "1 message", "2 messages". */
  const counted = (count: number, forms: Forms): string => `${number(count)} ${form(count, forms)}`;
  return { number, form, counted };
};
