import assert from 'node:assert/strict';
import test from 'node:test';
import { PageError } from '@mailroom/shared';
import { toPageError } from './report-error.ts';

const errorWith = (fields: Partial<Error>) => Object.assign(new TypeError('x'), fields);

test('an error is described by its name and by the files of the page in its stack', () => {
  const chromium = `TypeError: Cannot read properties
    at Ke (http://localhost:8000/assets/room-a1_b.js:1:2345)
    at async http://localhost:8000/assets/page-C3.js:12:6
    at <anonymous>:1:1
    at chrome-extension://abc/content.js:1:1`;
  assert.deepEqual(toPageError('row', errorWith({ message: 'Cannot read properties', stack: chromium })), {
    piece: 'row',
    name: 'TypeError',
    frames: ['room-a1_b.js:1:2345', 'page-C3.js:12:6'],
  });
  const firefox = 'Ke@https://chat.example/assets/room-a1_b.js:1:2345\n@https://chat.example/assets/page-C3.js:12:6\n';
  assert.deepEqual(toPageError('room', errorWith({ stack: firefox })).frames, [
    'room-a1_b.js:1:2345',
    'page-C3.js:12:6',
  ]);
});

test('a description never has the message of the error, and the server accepts it', () => {
  const message = 'Unexpected token in "a secret: http://x/assets/secret.js:1:2"';
  const long = Array.from({ length: 30 }, (_, line) => `at http://x/assets/a.js:${line}:1`).join('\n');
  const thrown = [
    errorWith({ message, stack: `SyntaxError: ${message}\nat http://x/assets/a.js:1:1` }),
    errorWith({ message, name: message, stack: `${message}\n${message}` }),
    errorWith({ stack: long }),
    errorWith({ stack: `at http://x/assets/${'a'.repeat(100)}.js:1:1` }),
    new DOMException('a secret', 'NotFoundError'),
    'a secret',
    { name: 'secret', stack: 'http://x/assets/secret.js:1:2' },
    undefined,
    null,
  ];
  for (const error of thrown) {
    const described = toPageError('page', error);
    assert.doesNotMatch(JSON.stringify(described).replace(/"frames":\["secret\.js:1:2"\]/, 'kept'), /secret/);
    assert.deepEqual(PageError.parse(described), described);
  }
});
