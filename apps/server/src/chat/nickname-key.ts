import unhomoglyph from 'unhomoglyph';

/**
 * Returns the one to four keys of a nickname. Two nicknames look alike if they share a key.
 *
 * A key is the confusable skeleton (UTS #39 §4), made in two ways and of two forms:
 * - of the nickname as written, which catches a Greek capital that looks like a Latin one, and of its lower-case form, which makes the
 *   comparison ignore case;
 * - after canonical decomposition, as UTS #39 has it, and after compatibility decomposition. The first keeps `ϲ` (U+03F2), which looks like
 *   `c`; the second would make it a final sigma. The second catches what the table of confusables lacks: modifier letters such as `ʰ`, and
 *   half-width letters.
 *
 * Also equal are i, l, 1, I and |, and o, O and 0. Accents make a difference: `José` and `Jose` share no key.
 */
export const nicknameKeys = (nickname: string): readonly string[] => [
  ...new Set(
    (['NFD', 'NFKD'] as const).flatMap((form) => [
      stableSkeleton(unhomoglyph(nickname.normalize(form)), form),
      stableSkeleton(nickname, form),
    ]),
  ),
];

/** Folds until nothing changes: a skeleton can contain characters that fold further, such as a capital made of a digit. */
const stableSkeleton = (text: string, form: 'NFD' | 'NFKD'): string => {
  const skeleton = unhomoglyph(text.toLowerCase().normalize(form))
    .toLowerCase()
    .replaceAll(/[iı]/g, 'l')
    .normalize(form);
  return skeleton === text ? skeleton : stableSkeleton(skeleton, form);
};
