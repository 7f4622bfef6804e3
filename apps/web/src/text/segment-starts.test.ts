import assert from 'node:assert/strict';
import test from 'node:test';
import { segmentStarts } from './segment-starts.ts';
import { splitText } from './markup/split-text.ts';

const TEXT = 'e\u0301a 👩🏽‍💻! Ok.\r\n๐';

test('graphemes, words and sentences start where Unicode says', () => {
  assert.deepEqual(segmentStarts(TEXT, 'grapheme'), [0, 2, 3, 4, 11, 12, 13, 14, 15, 16, 18]);
  assert.deepEqual(segmentStarts('two words', 'word'), [0, 4]);
  assert.deepEqual(segmentStarts('One. Two.', 'sentence'), [0, 5]);
});

test('without Intl.Segmenter, graphemes are estimated, and a text is split all the same', (t) => {
  const { Segmenter } = Intl;
  Reflect.deleteProperty(Intl, 'Segmenter');
  t.after(() => Object.assign(Intl, { Segmenter }));
  assert.deepEqual(segmentStarts(TEXT, 'grapheme'), [0, 2, 3, 4, 11, 12, 13, 14, 15, 16, 17, 18]);
  assert.deepEqual(segmentStarts('two words', 'word'), []);
  assert.deepEqual(splitText('One two. Three four five.', 10), ['One two.', 'Three four', 'five.']);
  assert.deepEqual(splitText('👩🏽‍💻👩🏽‍💻👩🏽‍💻', 9), ['👩🏽‍💻👩🏽‍💻', '👩🏽‍💻']);
});
