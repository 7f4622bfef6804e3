import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Mail } from '@mailroom/shared';
import { splitMail } from './split-mail.ts';

/** Mail whose ids have gaps, where letters to other members are. */
const mail = fc
  .record({
    from: fc.nat(1_000),
    missed: fc.nat(5),
    kinds: fc.constantFrom({}, { missedMemberships: 1 }, { supersededChanges: 1 }),
    gaps: fc.array(fc.nat(2), { maxLength: 120, size: 'max' }),
    after: fc.nat(2),
  })
  .map(({ from, missed, kinds, gaps, after }): Mail => {
    let id = from + missed - 1;
    const letters = gaps.map((gap) => ({ id: (id += gap + 1), at: 0, event: { type: 'unknown' } as const }));
    const mail = { type: 'mail', epoch: 'first', from, next: id + 1 + after, missed, letters } as const;
    return Object.assign(mail, kinds);
  });

const missedIn = ({ type: _type, epoch: _epoch, from: _from, next: _next, letters: _letters, ...missed }: Mail) =>
  missed;

test('the chunks hold all letters once and in order, and each continues where the last one ends', () => {
  fc.assert(
    fc.property(mail, (original) => {
      const chunks = splitMail(original).filter((chunk) => chunk.type === 'mail');
      assert.deepEqual(
        chunks.flatMap(({ letters }) => letters),
        original.letters,
      );
      assert.deepEqual(
        chunks.map(({ from }) => from),
        [original.from, ...chunks.slice(0, -1).map(({ next }) => next)],
      );
      assert.equal(chunks.at(-1)?.next, original.next);
      assert.deepEqual(chunks.map(missedIn), [missedIn(original), ...chunks.slice(1).map(() => ({ missed: 0 }))]);
      for (const { letters, next } of chunks) {
        assert.ok(letters.length <= 20);
        assert.ok(letters.every(({ id }) => id < next));
      }
    }),
  );
});

test('short mail, and any other event, is not split', () => {
  const disconnected = { type: 'disconnected' } as const;
  assert.deepEqual(splitMail(disconnected), [disconnected]);
  const empty: Mail = { type: 'mail', epoch: 'first', from: 3, next: 3, missed: 0, letters: [] };
  assert.deepEqual(splitMail(empty), [empty]);
});
