import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Mail } from '@mailroom/shared';
import { splitMail } from './split-mail.ts';

/** Mail with letters to one reader, between which there are some to others. */
const mail = fc
  .record({
    from: fc.nat(1_000),
    missed: fc.nat(5),
    gaps: fc.array(fc.nat(2), { maxLength: 120, size: 'max' }),
    after: fc.nat(2),
  })
  .map(({ from, missed, gaps, after }): Mail => {
    let id = from + missed - 1;
    const letters = gaps.map((gap) => ({ id: (id += gap + 1), at: 0, event: { type: 'unknown' } as const }));
    return { type: 'mail', epoch: 'first', from, next: id + 1 + after, missed, letters };
  });

test('mail in parts is the same mail: all letters once and in order, each part from where the one before ends', () => {
  fc.assert(
    fc.property(mail, (whole) => {
      const parts = splitMail(whole).filter((part) => part.type === 'mail');
      assert.deepEqual(
        parts.flatMap(({ letters }) => letters),
        whole.letters,
      );
      assert.deepEqual(
        parts.map(({ from }) => from),
        [whole.from, ...parts.slice(0, -1).map(({ next }) => next)],
      );
      assert.equal(parts.at(-1)?.next, whole.next);
      assert.deepEqual(
        parts.map(({ missed }) => missed),
        [whole.missed, ...parts.slice(1).map(() => 0)],
      );
      for (const { letters, next } of parts) {
        assert.ok(letters.length <= 20);
        assert.ok(letters.every(({ id }) => id < next));
      }
    }),
  );
});

test('what is little, or no mail, is one piece of news', () => {
  const lost = { type: 'lost' } as const;
  assert.deepEqual(splitMail(lost), [lost]);
  const empty: Mail = { type: 'mail', epoch: 'first', from: 3, next: 3, missed: 0, letters: [] };
  assert.deepEqual(splitMail(empty), [empty]);
});
