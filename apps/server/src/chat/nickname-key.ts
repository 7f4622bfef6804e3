import unhomoglyph from 'unhomoglyph';

/**
 * What a nickname is taken for. Two nicknames are one if they share a key: confusable skeletons (UTS #39 §4) of the letters as they
 * stand, which catches a Greek capital that looks like a Latin one, and of the lower case, for which case does not count. i, l, 1, I and |
 * are one letter too, and so are o, O and 0. Accents count: `José` and `Jose` are two names.
 */
export const nicknameKeys = (nickname: string): readonly string[] => {
  const asItStands = foldedUntilStable(unhomoglyph(nickname.normalize('NFKD')));
  const inLowerCase = foldedUntilStable(nickname);
  return asItStands === inLowerCase ? [inLowerCase] : [asItStands, inLowerCase];
};

/** A skeleton may itself hold letters that fold further: a capital out of a digit, for one. */
const foldedUntilStable = (text: string): string => {
  const folded = unhomoglyph(text.toLowerCase().normalize('NFKD'))
    .toLowerCase()
    .replaceAll(/[iı]/g, 'l')
    .normalize('NFKD');
  return folded === text ? folded : foldedUntilStable(folded);
};
