import type { Language } from '../../i18n/language.ts';
import { foldCase } from '../../text/fold-case.ts';
import { COMMON_EMOJI } from './common-emoji.ts';

/** An emoji with one of its names: words of lower-case letters joined by underscores, such as `thumbs_up`. */
export interface EmojiMatch {
  readonly emoji: string;
  readonly name: string;
}

/** The names of all emoji, in all languages of the page. */
export class EmojiNames {
  readonly #all: readonly NamedEmoji[];

  /** @param compact the names in the form that `compactEmojiNames` returns */
  constructor(compact: string) {
    this.#all = compact.split('\n').map(parseLine);
  }

  /**
   * Returns the emoji that have a name like `query`, each with the name that matches best. First those whose name is the query, then those
   * whose name begins with it, has a word that begins with it, or contains it. Among equals, names in `language` are first, then common emoji,
   * then the order of the CLDR. Ignores case, accents, and white space or underscores between words.
   */
  search(query: string, language: Language): EmojiMatch[] {
    const sought = foldName(query.trim().replaceAll(/\s+/gu, '_'));
    if (sought.joined === '') return [];
    return this.#all
      .flatMap((each) => bestMatch(each, sought, language) ?? [])
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ emoji, name }) => ({ emoji, name }));
  }

  /** Returns the emoji with this name. If the name is ambiguous between languages, `language` wins. */
  find(name: string, language: Language): string | undefined {
    const [best] = this.search(name, language);
    return best && foldName(best.name).joined === foldName(name).joined ? best.emoji : undefined;
  }

  /** Returns the name of an emoji that describes it best, which is its last one. Undefined for one without a name. */
  nameOf(emoji: string, language: Language): string | undefined {
    const names = this.#all.find((each) => each.emoji === emoji)?.names;
    return names?.findLast((name) => name.language === language)?.text;
  }
}

interface NamedEmoji {
  readonly emoji: string;
  readonly isCommon: boolean;
  readonly names: readonly Name[];
}

interface Name {
  readonly text: string;
  readonly language: Language;
  readonly compared: FoldedName;
}

/** A name in the forms in which names are compared. */
interface FoldedName {
  readonly folded: string;
  /** `folded` without underscores: not everybody knows where they are. */
  readonly joined: string;
}

const parseLine = (line: string): NamedEmoji => {
  const [emoji = '', english = '', german = ''] = line.split('\t');
  return {
    emoji,
    isCommon: COMMON_EMOJI.includes(emoji),
    names: [...parseNames(english, 'en'), ...parseNames(german, 'de')],
  };
};

const parseNames = (names: string, language: Language): Name[] =>
  names.split(' ').map((text) => ({ text, language, compared: foldName(text) }));

const foldName = (name: string): FoldedName => {
  const folded = foldCase(name).normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
  return { folded, joined: folded.replaceAll('_', '') };
};

const bestMatch = ({ emoji, isCommon, names }: NamedEmoji, sought: FoldedName, language: Language) => {
  let best: (EmojiMatch & { readonly rank: number }) | undefined;
  for (const name of names) {
    const distance = matchDistance(name.compared, sought);
    if (distance === undefined) continue;
    const rank = 4 * distance + (name.language === language ? 0 : 2) + (isCommon ? 0 : 1);
    if (!best || rank < best.rank) best = { emoji, name: name.text, rank };
  }
  return best;
};

/** Shorter queries match inside too many names, such as the emoticon `:DD` in pudding. In characters. */
const MIN_INNER_LENGTH = 3;

/** How a name matches: 0 if it is the same, up to 3 if it contains what is sought. */
const matchDistance = ({ folded, joined }: FoldedName, sought: FoldedName): number | undefined => {
  if (joined === sought.joined) return 0;
  if (joined.startsWith(sought.joined)) return 1;
  if (folded.includes(`_${sought.folded}`)) return 2;
  return sought.folded.length >= MIN_INNER_LENGTH && folded.includes(sought.folded) ? 3 : undefined;
};
