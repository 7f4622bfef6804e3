import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultSettings } from '@mailroom/shared';
import { jitteredHold, longPoll } from './long-poll.ts';

/** A question whose answer, end of hold and hang-up are given by hand, and what became of it. */
const asked = ({ atOnce }: { atOnce?: string } = {}) => {
  const poll = { stops: 0, isHeld: false, tell: (_answer: string) => {}, endHold: () => {}, hangUp: () => {} };
  const answer = longPoll<string>({
    listen: (tell) => {
      poll.tell = tell;
      if (atOnce !== undefined) tell(atOnce);
      return () => {
        poll.stops++;
        return 'nothing yet';
      };
    },
    hold: (onEnd) => {
      poll.isHeld = true;
      poll.endHold = onEnd;
      return () => void (poll.isHeld = false);
    },
    onHangUp: (listener) => void (poll.hangUp = listener),
  });
  return Object.assign(poll, { answer });
};

test('an answer ends the poll, and nothing is left behind', async () => {
  const poll = asked();
  poll.tell('mail');
  poll.tell('more mail');
  poll.hangUp();
  assert.deepEqual([await poll.answer, poll.isHeld, poll.stops], ['mail', false, 0]);
});

test('an answer that is there at once is given at once, and nothing is held', async () => {
  const poll = asked({ atOnce: 'mail' });
  assert.deepEqual([await poll.answer, poll.isHeld], ['mail', false]);
});

test('the end of the hold ends the poll, with what there is to tell by then', async () => {
  const poll = asked();
  poll.endHold();
  assert.deepEqual([await poll.answer, poll.stops], ['nothing yet', 1]);
});

test('a hang-up stops listening in the same tick', async () => {
  const poll = asked();
  poll.hangUp();
  assert.deepEqual([poll.stops, poll.isHeld], [1, false]);
  await assert.rejects(poll.answer, { code: 'CLIENT_CLOSED_REQUEST' });
});

test('by default a poll is held for 45 to 55 s', () => {
  const holds = [0, 0.5, 1 - Number.EPSILON].map((chance) => jitteredHold(defaultSettings.holdMs, () => chance));
  assert.deepEqual(holds, [45_000, 50_000, 55_000]);
});
