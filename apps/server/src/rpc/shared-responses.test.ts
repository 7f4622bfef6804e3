import assert from 'node:assert/strict';
import test from 'node:test';
import { SharedResponses } from './shared-responses.ts';

const HEAD = { headers: {}, keepAliveMs: 75_000 };

test('the same answer has one response', () => {
  const responses = new SharedResponses(HEAD);
  const answer = { type: 'mail' };
  assert.equal(responses.of(answer), responses.of(answer));
  assert.notEqual(responses.of({ type: 'mail' }), responses.of(answer));
});

test('a result for one client displaces no shared response', () => {
  const responses = new SharedResponses(HEAD);
  const answer = { type: 'mail' };
  const shared = responses.of(answer);
  for (let count = 0; count < 100; count++) responses.ofOneClient({ id: count });
  assert.equal(responses.of(answer), shared);
});

test('of many different answers, the responses of the latest 32 are kept', () => {
  const responses = new SharedResponses(HEAD);
  const answers = Array.from({ length: 33 }, (_, from) => ({ type: 'mail', from }));
  const first = answers.map((answer) => responses.of(answer));
  assert.equal(responses.of(answers[1]), first[1]);
  assert.notEqual(responses.of(answers[0]), first[0]);
});
