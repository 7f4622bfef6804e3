import assert from 'node:assert/strict';
import test from 'node:test';
import { MessageAgeClock } from './message-age.ts';

test('the letter that arrived with the least delay sets the age of all, whatever the page’s clock says', () => {
  let now = 5_000_000;
  const clock = new MessageAgeClock(() => now);
  clock.observe(100);
  now += 1_000;
  clock.observe(800);
  assert.equal(clock.ageOf(800), 300);
  now += 2_000;
  clock.observe(3_100);
  assert.equal(clock.ageOf(3_100), 0);
  assert.equal(clock.ageOf(100), 3_000);
});
