import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** The emoji of `emojibase-data` with their names in one language. */
interface EmojiData {
  readonly emoji: string;
  readonly hexcode: string;
  /** The short name of the CLDR, such as `Gesicht mit Freudentränen`. */
  readonly label: string;
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
 * tabs: the emoji, fully qualified (UTS #51), its English names and its German names. Spaces separate names; the last one of a language is the short name of the CLDR, the
 * others are shortcodes. A name consists of Latin letters, digits and `_+-`.
 */
export const compactEmojiNames = (): string => {
  const require = createRequire(import.meta.url);
  const english: readonly EmojiData[] = require('emojibase-data/en/data.json');
  const german: readonly EmojiData[] = require('emojibase-data/de/data.json');
  const github: Shortcodes = require('emojibase-data/en/shortcodes/github.json');
  const others: Shortcodes = require('emojibase-data/en/shortcodes/emojibase.json');

  const usedByGithub = new Set(Object.values(github).flat());
  const germanLabels = new Map(german.map(({ hexcode, label }) => [hexcode, label]));
  const englishNames = ({ hexcode, label }: EmojiData) => {
    const name = toName(label);
    const shortcodes = [
      ...[github[hexcode] ?? []].flat(),
      ...[others[hexcode] ?? []].flat().filter((other) => !usedByGithub.has(other)),
    ];
    return [...new Set(shortcodes.filter((each) => withoutMarks(each) !== withoutMarks(name))), name];
  };
  return english
    .filter(({ group = COMPONENTS, version }) => group !== COMPONENTS && version <= NEWEST_VERSION)
    .toSorted((a, b) => Number(a.order) - Number(b.order))
    .map((each) =>
      [fullyQualified(each.emoji), englishNames(each).join(' '), toName(germanLabels.get(each.hexcode) ?? '')].join(
        '\t',
      ),
    )
    .join('\n');
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

/** The search ignores these marks. */
const withoutMarks = (name: string) => name.replaceAll('_', '');

const ID = 'virtual:emoji-names';
/** Rollup’s convention: other plugins leave an id with this prefix alone. */
const RESOLVED_ID = `\0${ID}`;

/** Provides the module `virtual:emoji-names`, whose default export is the text of `compactEmojiNames`. */
export const emojiNames: Plugin = {
  name: 'emoji-names',
  resolveId: (id) => (id === ID ? RESOLVED_ID : undefined),
  load: (id) => (id === RESOLVED_ID ? `export default ${JSON.stringify(compactEmojiNames())};` : undefined),
};
