// Lists pairs of letters that look the same in the fonts of this machine, but are different for the room (`npm run look-alikes -w @mailroom/e2e`).
// See docs/decisions/028-look-alike-letters.md.
import { chromium } from '@playwright/test';
import { nicknameSchema } from '@mailroom/shared';
import { HEADLESS_SHELL } from './support/chromium.ts';

const keysOfServer = new URL('../apps/server/src/chat/nickname-key.ts', import.meta.url).href;
const { nicknameKeys }: { nicknameKeys: (nickname: string) => readonly string[] } = await import(keysOfServer);

/** The fonts in which the page shows nicknames, as in apps/web/src/theme.css: in messages and lists, and in titles. */
const PAGE_FONTS = [
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  '"Iowan Old Style", "Palatino Linotype", Palatino, "P052", Georgia, serif',
];
/** Those that other systems have for them, and others that Debian has. */
const OTHER_FONTS = [
  'DejaVu Sans',
  'DejaVu Serif',
  'DejaVu Sans Mono',
  'Liberation Sans',
  'Liberation Serif',
  'Liberation Mono',
  'Noto Sans',
  'Noto Serif',
  'Noto Sans Mono',
].map((name) => `"${name}"`);
const WEIGHTS = [400, 700];
/** The part of the ink in which two letters that look alike differ at most. */
const MAX_DIFFERENCE = 0.03;

const SCRIPTS =
  'Latin Greek Cyrillic Armenian Georgian Cherokee Coptic Glagolitic Deseret Osage Adlam Old_Hungarian Warang_Citi Medefaidrin Vithkuqi Garay Hebrew Arabic Devanagari Hangul Common'.split(
    ' ',
  );

const isIn = (property: string) => {
  const pattern = new RegExp(`^\\p{${property}}`, 'u');
  return (text: string) => pattern.test(text);
};
const supported = SCRIPTS.flatMap((script) => {
  try {
    return [[script, isIn(`Script=${script}`)] as const];
  } catch {
    // An older Unicode version has no such script.
    return [];
  }
});
const scriptOf = (text: string) => supported.find(([, matches]) => matches(text))?.[0] ?? 'another';

const isDigit = isIn('Nd');
const isMark = isIn('M');
const isHangulSyllable = (text: string) => /^[\uAC00-\uD7A3]/.test(text);
const nickname = nicknameSchema(0);

/** The letters and digits to compare, and each mark on an o. Each is a valid nickname in NFC. */
const candidates = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code))
  .map((character) => (isMark(character) ? `o${character}` : character))
  .filter((text) => text.normalize('NFC') === text && nickname.safeParse(text).success && !isHangulSyllable(text))
  .filter((text) => isMark(text.slice(1)) || isDigit(text) || scriptOf(text) !== 'another');

type Pair = readonly [one: string, other: string, difference: number];

/** Draws the texts in one font, in the browser, and returns the pairs that look alike. */
const findPairs = ({
  texts,
  font,
  maxDifference,
}: {
  texts: string[];
  font: string;
  maxDifference: number;
}): Pair[] => {
  const size = 64;
  const cell = 8;
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser has no canvas.');
  context.font = font;
  const draw = (text: string) => {
    context.clearRect(0, 0, size, size);
    context.fillText(text, 14, 44);
    const { data } = context.getImageData(0, 0, size, size);
    const ink = new Uint8Array(size * size);
    const coarse = new Uint32Array((size / cell) ** 2);
    let [sum, left, right, top, bottom] = [0, size, 0, size, 0];
    for (let index = 0; index < ink.length; index++) {
      const alpha = data[4 * index + 3] ?? 0;
      ink[index] = alpha;
      sum += alpha;
      const row = Math.floor(index / size / cell);
      const inkCell = (row * size) / cell + Math.floor((index % size) / cell);
      coarse[inkCell] = (coarse[inkCell] ?? 0) + alpha;
      if (alpha < 64) continue;
      left = Math.min(left, index % size);
      right = Math.max(right, index % size);
      top = Math.min(top, Math.floor(index / size));
      bottom = Math.max(bottom, Math.floor(index / size));
    }
    return { text, ink, coarse, sum, box: [left, right, top, bottom] };
  };
  const difference = (one: Uint8Array | Uint32Array, other: Uint8Array | Uint32Array) => {
    let [different, all] = [0, 0];
    for (let index = 0; index < one.length; index++) {
      const [a = 0, b = 0] = [one[index], other[index]];
      different += Math.abs(a - b);
      all += Math.max(a, b);
    }
    return different / all;
  };
  // A mark that no font has shows nothing, or a box.
  const missing = ['\u{378}', '\u{10FFFD}', 'o', 'o\u{378}', 'o\u{10FFFD}'].map(draw);
  const glyphs = texts
    .map(draw)
    .filter(({ sum, ink }) => sum > 0 && !missing.some((box) => difference(box.ink, ink) < maxDifference))
    .toSorted((one, other) => one.sum - other.sum);
  const pairs: Pair[] = [];
  for (const [index, one] of glyphs.entries()) {
    for (let next = index + 1; next < glyphs.length; next++) {
      const other = glyphs[next];
      if (!other || other.sum * (1 - maxDifference) > one.sum) break;
      if (one.box.some((edge, side) => Math.abs(edge - (other.box[side] ?? 0)) > 1)) continue;
      // Never more than the difference of the letters themselves.
      if (difference(one.coarse, other.coarse) > maxDifference) continue;
      const part = difference(one.ink, other.ink);
      if (part < maxDifference) pairs.push([one.text, other.text, part]);
    }
  }
  return pairs;
};

const isEqual = (one: string, other: string) => {
  const keys = new Set(nicknameKeys(one));
  return nicknameKeys(other).some((key) => keys.has(key));
};

interface FoundPair {
  readonly texts: readonly [one: string, other: string];
  /** The smallest difference in one of the fonts. */
  difference: number;
  /** Whether the two look alike in a font of the page. */
  isOnPage: boolean;
}

const browser = await chromium.launch(HEADLESS_SHELL.launchOptions);
const page = await browser.newPage();
const found = new Map<string, FoundPair>();
for (const family of [...PAGE_FONTS, ...OTHER_FONTS]) {
  for (const weight of WEIGHTS) {
    const font = `${weight} 36px ${family}`;
    const pairs = await page.evaluate(findPairs, { texts: candidates, font, maxDifference: MAX_DIFFERENCE });
    const toldApart = pairs.filter(([one, other]) => !isEqual(one, other));
    console.error(`${pairs.length} pairs, ${toldApart.length} of which the room tells apart, in ${font}`);
    for (const [one, other, difference] of pairs) {
      const [first = '', second = ''] = [one, other].toSorted();
      const pair = found.get(first + second) ?? { texts: [first, second], difference, isOnPage: false };
      found.set(first + second, pair);
      pair.difference = Math.min(pair.difference, difference);
      pair.isOnPage ||= PAGE_FONTS.includes(family);
    }
  }
}
await browser.close();

const codesOf = (text: string) =>
  Array.from(text, (each) => each.codePointAt(0)?.toString(16).padStart(4, '0')).join('+');
const different = [...found.values()].filter(({ texts: [one, other] }) => !isEqual(one, other));
for (const { texts, difference, isOnPage } of different.toSorted((a, b) => a.difference - b.difference)) {
  const scripts = [...new Set(texts.map(scriptOf))].join(', ');
  const place = isOnPage ? 'on the page' : 'in other fonts';
  console.log(
    `${texts.map(codesOf).join(' ')} ${(100 * difference).toFixed(1)} % ${texts.join(' ')} ${scripts}, ${place}`,
  );
}
const onPage = different.filter(({ isOnPage }) => isOnPage).length;
console.log(
  `${candidates.length} letters, ${found.size} pairs, ${different.length} of which the room tells apart, ${onPage} of these on the page`,
);
