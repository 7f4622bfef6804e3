import unhomoglyph from 'unhomoglyph';

/**
 * What two nicknames share when people would take them for one: the confusable skeleton of UTS #39 §4 over lower case and
 * compatibility forms (full width, ligatures), in which i, l, 1, I and | are one letter too, and so are o, O and 0. Accents count: `José` and `Jose` are two names.
 */
export const nicknameKey = (nickname: string): string => {
  const skeleton = lookAlike(nickname);
  // A skeleton may itself hold letters that fold further (a capital out of a digit), so it is folded until it stays.
  return skeleton === nickname ? skeleton : nicknameKey(skeleton);
};

const lookAlike = (text: string) =>
  unhomoglyph(text.toLowerCase().normalize('NFKD')).toLowerCase().replaceAll(/[iı]/g, 'l').normalize('NFKD');
