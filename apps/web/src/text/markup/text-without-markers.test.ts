import assert from 'node:assert/strict';
import test from 'node:test';
import { textWithoutMarkers } from './text-without-markers.ts';

test('plain text has no markers', () => {
  for (const [text, expected] of [
    ['a **b** *c* ~~d~~ `e` \\* @Ann https://a.example/_b_', 'a b c d e * @Ann https://a.example/_b_'],
    ['```\nlet a;\n```\nb', 'let a;\nb'],
    ['2 * 3, snake_case', '2 * 3, snake_case'],
  ] as const) {
    assert.equal(textWithoutMarkers(text), expected, text);
  }
});

test('quotes are in quotation marks, and list items have a bullet or their number', () => {
  assert.equal(textWithoutMarkers('> Ann: *six*?\n> yes\n\nno'), '“Ann: six?\nyes”\n\nno');
  assert.equal(textWithoutMarkers('- a\n- b'), '• a\n• b');
  assert.equal(textWithoutMarkers('3. a\n5. b'), '3. a\n5. b');
});
