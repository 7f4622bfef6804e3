import type { Mail } from '@mailroom/shared';
import type { PollEvent } from './poll-event.ts';

/** A slow machine renders this many rows in less than 50 ms, the length above which browsers call a task long. */
const LETTERS_PER_TASK = 20;

/**
 * Splits mail with many letters into mails with at most `LETTERS_PER_TASK`, which together have the same effect, so that no render blocks input
 * for long. Returns any other event as it is.
 */
export const splitMail = (event: PollEvent): readonly PollEvent[] => {
  if (event.type !== 'mail' || event.letters.length <= LETTERS_PER_TASK) return [event];
  const count = Math.ceil(event.letters.length / LETTERS_PER_TASK);
  return Array.from({ length: count }, (_, chunk) => chunkAt(event, chunk * LETTERS_PER_TASK));
};

const chunkAt = (mail: Mail, start: number): Mail => {
  const letters = mail.letters.slice(start, start + LETTERS_PER_TASK);
  const next = mail.letters[start + LETTERS_PER_TASK]?.id ?? mail.next;
  if (start === 0) return { ...mail, letters, next };
  const { type, epoch } = mail;
  return { type, epoch, letters, next, from: letters[0]?.id ?? mail.from, missed: 0 };
};
