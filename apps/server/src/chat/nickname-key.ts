import unhomoglyph from 'unhomoglyph';

/**
 * Returns the one or two keys of a nickname. Two nicknames look alike if they share a key.
 *
 * A key is the confusable skeleton (UTS #39 §4). The first key is that of the nickname as written: it catches a Greek
 * capital that looks like a Latin one. The second is that of the lower-case form: it makes the comparison ignore case.
 * Also equal are i, l, 1, I and |, and o, O and 0. Accents make a difference: `José` and `Jose` share no key.
 */
export const nicknameKeys = (nickname: string): readonly string[] => {
  const keyAsWritten = stableSkeleton(unhomoglyph(nickname.normalize('NFKD')));
  const lowerCaseKey = stableSkeleton(nickname);
  return keyAsWritten === lowerCaseKey ? [lowerCaseKey] : [keyAsWritten, lowerCaseKey];
};

/** Folds until nothing changes: a skeleton can contain characters that fold further, such as a capital made of a digit. */
const stableSkeleton = (text: string): string => {
  const skeleton = unhomoglyph(text.toLowerCase().normalize('NFKD'))
    .toLowerCase()
    .replaceAll(/[iı]/g, 'l')
    .normalize('NFKD');
  return skeleton === text ? skeleton : stableSkeleton(skeleton);
};
