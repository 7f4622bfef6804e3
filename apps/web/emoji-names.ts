import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** The emoji of `emojibase-data` with their names in one language. */
interface EmojiData {
  readonly emoji: string;
  readonly hexcode: string;
  /** The short name of the CLDR, such as `Gesicht mit Freudentränen`. */
  readonly label: string;
  /** Keywords of the CLDR. */
  readonly tags?: readonly string[];
  /** The version of Emoji that added it. */
  readonly version: number;
  readonly order?: number;
  /** Missing for the letters that flags consist of. */
  readonly group?: number;
}

/** The shortcodes of `emojibase-data`, by hexcode. */
type Shortcodes = Readonly<Record<string, string | readonly string[]>>;

/** The group of skin tones and hair, which are parts of other emoji. */
const COMPONENTS = 2;

/** Systems from before 2024 show newer emoji as boxes. */
const NEWEST_VERSION = 15.1;

/**
 * Returns the names of all emoji, without variants of skin tone, in the order of the CLDR. Each emoji has a line with three parts, separated by
 * tabs: the emoji, fully qualified (UTS #51), its English names and its German names. Spaces separate names; the last one of a language is the
 * short name of the CLDR. The others are shortcodes in English, and in German, which has none, keywords. A name consists of Latin letters, digits
 * and `_+-`.
 */
export const compactEmojiNames = (): string => {
  const require = createRequire(import.meta.url);
  const english: readonly EmojiData[] = require('emojibase-data/en/data.json');
  const german: readonly EmojiData[] = require('emojibase-data/de/data.json');
  const github: Shortcodes = require('emojibase-data/en/shortcodes/github.json');
  const others: Shortcodes = require('emojibase-data/en/shortcodes/emojibase.json');

  const usedByGithub = new Set(Object.values(github).flat());
  const englishNames = ({ hexcode, label }: EmojiData) =>
    joinNames(label, [
      ...[github[hexcode] ?? []].flat(),
      ...[others[hexcode] ?? []].flat().filter((other) => !usedByGithub.has(other)),
    ]);
  const byHexcode = new Map(german.map((each) => [each.hexcode, each]));
  const isDistinctive = distinctiveKeywords(german);
  const germanNames = ({ hexcode }: EmojiData) => {
    const { label = '', tags = [] } = byHexcode.get(hexcode) ?? {};
    return joinNames(
      label,
      tags.filter((tag) => isDistinctive(tag) && !toName(label).includes(toName(tag))).map(toName),
    );
  };
  return english
    .filter(({ group = COMPONENTS, version }) => group !== COMPONENTS && version <= NEWEST_VERSION)
    .toSorted((a, b) => Number(a.order) - Number(b.order))
    .map((each) => [fullyQualified(each.emoji), englishNames(each), germanNames(each)].join('\t'))
    .join('\n');
};

/** Lists all names of an emoji. The search ignores underscores, so that names that differ only in these are listed once. */
const joinNames = (label: string, more: readonly string[]) => {
  const name = toName(label);
  const isOther = (each: string) => each.replaceAll('_', '') !== name.replaceAll('_', '');
  return [...new Set(more.filter(isOther)), name].join(' ');
};

/** Returns a function that tells whether a keyword is a word that belongs to one emoji only. All keywords would double the size. */
const distinctiveKeywords = (emoji: readonly EmojiData[]) => {
  const counts = new Map<string, number>();
  for (const tag of emoji.flatMap(({ tags = [] }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return (tag: string) => counts.get(tag) === 1 && /^\p{Script=Latin}{3,}$/u.test(tag);
};

/** Returns an emoji in its RGI form (UTS #51). The data has a variation selector also after emoji that need none. */
const fullyQualified = (emoji: string) => emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, '$1');

/** Returns a label in the form of a name. */
const toName = (label: string) =>
  label
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Script=Latin}\p{M}\p{Nd}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');

const ID = 'virtual:emoji-names';
/** Rollup’s convention: other plugins leave an id with this prefix alone. */
const RESOLVED_ID = `\0${ID}`;

/** Provides the module `virtual:emoji-names`, whose default export is the text of `compactEmojiNames`. */
export const emojiNames: Plugin = {
  name: 'emoji-names',
  resolveId: (id) => (id === ID ? RESOLVED_ID : undefined),
  load: (id) => (id === RESOLVED_ID ? `export default ${JSON.stringify(compactEmojiNames())};` : undefined),
};
