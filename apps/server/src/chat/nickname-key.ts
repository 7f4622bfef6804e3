import unhomoglyph from 'unhomoglyph';

/**
 * Returns the one or two keys of a nickname. Two nicknames look alike if they share a key.
 *
 * A key is the confusable skeleton (UTS #39 §4): of the nickname as written, which catches a Greek capital that looks like a Latin one, and of
 * its lower-case form, which makes the comparison ignore case. The skeleton also folds `LOOK_ALIKES`, and compatibility variants that the table
 * of confusables lacks, such as the modifier letter `ʰ` and half-width letters. Variants in the table keep its meaning: `ϲ` (U+03F2) looks like
 * `c`, though it decomposes to a sigma.
 *
 * Also equal are i, l, 1, I and |, o, O and 0, and, by the table, rn and m. Accents make a difference: `José` and `Jose` share no key.
 */
export const nicknameKeys = (nickname: string): readonly string[] => [
  ...new Set([stableSkeleton(nickname), stableSkeleton(nickname.toLowerCase())]),
];

/** Folds until nothing changes: a skeleton can contain characters that fold further, such as a capital made of a digit. */
const stableSkeleton = (text: string): string => {
  const folded = text
    // The table of confusables has other sequences for the shapes of Arabic letters than for the letters.
    .replaceAll(/[\uFB50-\uFDFF\uFE70-\uFEFC]/g, (shape) => shape.normalize('NFKD'))
    // Before and after it is decomposed: some letters of the groups have an accent.
    .replaceAll(LOOK_ALIKE, representativeOf)
    .normalize('NFD')
    .replaceAll(HIDDEN_MARKS, '')
    .replaceAll(/\p{Lm}/gu, plainLetter)
    .replaceAll(LOOK_ALIKE, representativeOf);
  const skeleton = unhomoglyph(folded).normalize('NFKD').toLowerCase().replaceAll(/[iı]/g, 'l').normalize('NFKD');
  return skeleton === text ? skeleton : stableSkeleton(skeleton);
};

/** The letter that a modifier letter raises or lowers. The table of confusables makes a bar of `ˡ`. */
const plainLetter = (modifier: string): string => {
  const plain = modifier.normalize('NFKD');
  return /^\p{L}+$/u.test(plain) ? plain : modifier;
};

// Marks that the same scan drew within the ink of an o: Hebrew and Soyombo points on a letter of another script.
// oxlint-disable-next-line no-misleading-character-class -- the marks are matched one by one, on purpose
const HIDDEN_MARKS = /[\u05C4\u05C5\u{11A8B}\u{11A8C}\u{11A94}]/gu;

/**
 * Groups of letters and digits that UTS #39 does not equate, although less than 3 % of their ink differs. Found by drawing each letter and
 * digit up to U+1FFFF, but Hangul and Tangut, on a canvas in bold DejaVu Sans at 64 px, with Noto Sans for other scripts. Pairs of one script
 * are in a group only if they are equal to the pixel or one is a digit. `e2e/look-alikes.ts` draws them in the fonts of the page: `ج` and `ح`
 * or `ぼ` and `ぽ` are letters that their readers tell apart.
 */
const LOOK_ALIKES = [
  '0\u{1C50}', // 0 ᱐
  'x\u{2CAD}', // x ⲭ
  '\u{131}\u{2C93}', // ı ⲓ
  '\u{19F}\u{2C90}', // Ɵ Ⲑ
  '\u{1B3}\u{3D2}', // Ƴ ϒ
  '\u{224}\u{A7C6}', // Ȥ Ᶎ
  '\u{225}\u{1D8E}', // ȥ ᶎ
  '\u{275}\u{2C91}', // ɵ ⲑ
  '\u{27C}\u{A785}', // ɼ ꞅ
  '\u{29C}\u{2C8F}', // ʜ ⲏ
  '\u{43F}\u{2CA1}', // п ⲡ
  '\u{475}\u{2C71}', // ѵ ⱱ
  '\u{527}\u{2C68}', // ԧ ⱨ
  '\u{371}\u{2C76}', // ͱ ⱶ
  '\u{461}\u{3C9}', // ѡ ω
  '\u{376}\u{418}\u{2D4D}', // Ͷ И ⵍ
  '\u{427}\u{A78D}', // Ч Ɥ
  '\u{448}\u{A7FA}', // ш ꟺ
  '\u{4C7}\u{A726}', // Ӈ Ꜧ
  '\u{510}\u{190}\u{A72A}', // Ԑ Ɛ Ꜫ
  '\u{9A0}\u{1149A}', // ঠ
  '\u{CF1}\u{1CF5}', // ೱ ᳵ
  '\u{DBB}\u{DEE}', // ර ෮
  '\u{1051}\u{A9FD}', // ၑ ꧽ
  '\u{10CD}\u{11AD1}', // Ⴭ
  '\u{1821}\u{185D}', // ᠡ ᡝ
  '\u{1823}\u{1824}', // ᠣ ᠤ
  '\u{1825}\u{1826}\u{1861}', // ᠥ ᠦ ᡡ
  '\u{1822}\u{185E}\u{1873}', // ᠢ ᡞ ᡳ
  '\u{A98A}\u{A9D2}', // ꦊ ꧒
  '\u{A98C}\u{A9D6}', // ꦌ ꧖
  '\u{A9A6}\u{A9D8}', // ꦦ ꧘
  '\u{A9AA}\u{A9D9}', // ꦪ ꧙
  '\u{A9AD}\u{A9D7}', // ꦭ ꧗
  '\u{10282}\u{102A1}\u{2C82}\u{11AC4}', // Ⲃ
  '\u{10288}\u{11021}',
  '\u{10291}\u{10934}',
  '\u{10292}\u{11AE4}',
  '\u{1029B}\u{10932}',
  '\u{102B0}\u{10935}',
  '\u{16B7}\u{2CAC}\u{10290}\u{102B4}\u{10C13}', // ᚷ Ⲭ
  '\u{10281}\u{102C7}\u{10939}',
  '\u{2CD0}\u{1041B}\u{11ACE}', // Ⳑ
  '\u{1028A}\u{10926}\u{16A59}\u{16B50}',
  '\u{10297}\u{102B1}\u{16F0A}\u{1092F}',
  '\u{10C3E}\u{10D31}',
  '\u{11701}\u{11732}',
  '\u{16C1}\u{2C92}\u{16F28}\u{1102D}\u{11AE5}', // ᛁ Ⲓ
  '\u{12083}\u{120EE}',
  '\u{1E9F}\u{2CDD}', // ẟ ⳝ
  '\u{1D22}\u{2D2D}', // ᴢ ⴭ
  // In DejaVu and Liberation Sans or Serif.
  '\u{398}\u{298}\u{A668}', // Θ ʘ Ꙩ
  '\u{49F}\u{A741}', // ҟ ꝁ
  '\u{4FD}\u{1D8D}', // ӽ ᶍ
  // In the serif font of titles.
  '\u{168}\u{1E74}', // Ũ Ṵ
  '\u{169}\u{1E75}', // ũ ṵ
  // A final letter of Hangul and an initial one. No two words of Hangul become equal by that, as a vowel follows each initial letter.
  '\u{1109}\u{11B9}',
  '\u{110A}\u{11BA}',
  '\u{110B}\u{11BB}',
  '\u{110C}\u{11BC}',
  '\u{110D}\u{11BD}',
  '\u{1158}\u{11EE}',
].map((group) => Array.from(group));

const REPRESENTATIVES = new Map(LOOK_ALIKES.flatMap(([first = '', ...others]) => others.map((each) => [each, first])));
const representativeOf = (character: string) => REPRESENTATIVES.get(character) ?? character;
const LOOK_ALIKE = new RegExp(`[${[...REPRESENTATIVES.keys()].join('')}]`, 'gu');
