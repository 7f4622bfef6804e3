import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultClock, timeFormat } from './time-format.ts';

const NOW = new Date(2026, 10, 22, 0, 30).getTime();
const MINUTE = 60_000;
const { ago, dayName } = timeFormat({ locale: 'en', clock: '24' });

test('elapsed time is shown in the largest unit that fits', () => {
  const texts = [0, 59_000, MINUTE, 59 * MINUTE, 60 * MINUTE, 26 * 60 * MINUTE].map((ms) => ago(NOW - ms, NOW));
  assert.deepEqual(texts, ['now', '59 seconds ago', '1 minute ago', '59 minutes ago', '1 hour ago', 'yesterday']);
  assert.equal(ago(NOW + MINUTE, NOW), 'now', 'a time in the future');
});

test('today and yesterday have names, other days show their date', () => {
  const days = [NOW, NOW - 31 * MINUTE, new Date(2026, 10, 20, 23).getTime()].map((at) => dayName(at, NOW));
  assert.deepEqual(days.slice(0, 2), ['Today', 'Yesterday']);
  assert.match(days[2] ?? '', /20.*2026|2026.*20/);
});

test('a day of 23 or 25 hours counts as one day', () => {
  for (const month of [2, 9]) {
    const sunday = new Date(2026, month, month === 2 ? 29 : 25, 12).getTime();
    assert.equal(dayName(new Date(sunday).setDate(new Date(sunday).getDate() - 1), sunday), 'Yesterday');
  }
});

test('times follow the locale and the clock', () => {
  const german = timeFormat({ locale: 'de-AT', clock: '24' });
  assert.equal(german.timeOfDay(NOW), '00:30');
  assert.equal(german.ago(NOW - 2 * MINUTE, NOW), 'vor 2 Minuten');
  assert.equal(german.dayName(NOW, NOW), 'Heute');
  assert.match(german.dayAndTime(NOW), /^Sonntag, 22\. November 2026.*00:30:00$/);
  assert.match(timeFormat({ locale: 'de-AT', clock: '12' }).timeOfDay(NOW), /^12:30/);
  assert.match(timeFormat({ locale: 'en', clock: '12' }).dayAndTime(NOW), /12:30:00.AM$/);
  assert.match(timeFormat({ locale: 'en', clock: '24' }).dayAndTime(NOW), /00:30:00$/);
  assert.deepEqual(['en-US', 'en-GB', 'de', 'hi'].map(defaultClock), ['12', '24', '24', '12']);
});
