import type { Mail } from '@mailroom/shared';
import type { News } from './poll-room.ts';

/** So many rows are drawn in less than 50 ms, which browsers call a long task, on a slow machine too. */
const AT_ONCE = 20;

/** News with many letters as pieces of news with some, which together say the same: what is drawn at once keeps the reader waiting. */
export const inParts = (news: News): readonly News[] => {
  if (news.type !== 'mail' || news.letters.length <= AT_ONCE) return [news];
  const count = Math.ceil(news.letters.length / AT_ONCE);
  return Array.from({ length: count }, (_, part) => partOf(news, part * AT_ONCE));
};

const partOf = (mail: Mail, start: number): Mail => {
  const letters = mail.letters.slice(start, start + AT_ONCE);
  const next = mail.letters[start + AT_ONCE]?.id ?? mail.next;
  if (start === 0) return { ...mail, letters, next };
  return { ...mail, letters, next, from: letters[0]?.id ?? mail.from, missed: 0 };
};
