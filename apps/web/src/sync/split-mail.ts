import type { Mail } from '@mailroom/shared';
import type { PollEvent } from './poll-room.ts';

/** So many rows are drawn in less than 50 ms, which browsers call a long task, on a slow machine too. */
const LETTERS_PER_TASK = 20;

/** News with many letters as pieces of news with some, which together say the same: what is drawn at once keeps the reader waiting. */
export const splitMail = (news: PollEvent): readonly PollEvent[] => {
  if (news.type !== 'mail' || news.letters.length <= LETTERS_PER_TASK) return [news];
  const count = Math.ceil(news.letters.length / LETTERS_PER_TASK);
  return Array.from({ length: count }, (_, part) => partOf(news, part * LETTERS_PER_TASK));
};

const partOf = (mail: Mail, start: number): Mail => {
  const letters = mail.letters.slice(start, start + LETTERS_PER_TASK);
  const next = mail.letters[start + LETTERS_PER_TASK]?.id ?? mail.next;
  if (start === 0) return { ...mail, letters, next };
  return { ...mail, letters, next, from: letters[0]?.id ?? mail.from, missed: 0 };
};
