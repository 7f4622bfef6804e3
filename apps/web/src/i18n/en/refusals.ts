import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('en');

/** Why the server, or the page itself, refused a request, and what to do about it. */
export const refusals = {
  nicknameTaken: 'That nickname, or one that looks like it, is taken.',
  nicknameEmpty: 'Enter a nickname.',
  nicknameTooLong: (limit: number) =>
    `Nicknames can be up to ${formatCount(limit, { one: 'character', other: 'characters' })}.`,
  nicknameNotLettersOrDigits: 'Use only letters and numbers, no spaces or symbols.',
  nicknameTooManyMarks: 'Too many accents on one letter.',
  nicknameReserved: 'That nickname, or one that looks like it, is reserved. Choose another.',
  textEmpty: 'The message is empty.',
  textTooLong: (limit: number) =>
    `Messages can be up to ${formatCount(limit, { one: 'character', other: 'characters' })}.`,
  textNotUnicode: 'This message contains a broken character.',
  textTooManyMarks: 'This message has too many accents on one letter.',
  reasonTooLong: (limit: number) =>
    `Reasons can be up to ${formatCount(limit, { one: 'character', other: 'characters' })}.`,
  tooFast: (seconds: number) =>
    `You’re sending too fast. Try again in ${formatCount(seconds, { one: 'second', other: 'seconds' })}.`,
  tooFastNetwork: (seconds: number) =>
    `Too many people from your network are active right now. Try again in ${formatCount(seconds, { one: 'second', other: 'seconds' })}.`,
  tooManyFromNetwork: (limit: number) =>
    `Too many people have joined from your network (${formatNumber(limit)}). Try again when someone leaves.`,
  roomFull: (limit: number) => `The room is full (${formatCount(limit, { one: 'person', other: 'people' })}).`,
  roomBusy: 'The room is busy right now. Try again in a few seconds.',
  notKept: 'The server can’t save anything right now. Try again in a few seconds.',
  hostMismatch:
    'The proxy in front of this room changes the Host header. The operator must configure it to pass the header on unchanged.',
  headersTooLarge: 'Your browser has too many cookies for this address. Delete this site’s cookies and try again.',
  noSession: 'Your session has ended. Please join again.',
  idReused: 'Something went wrong while sending. Please try again.',
  messageUnknown: 'That message is no longer here, or too old to change.',
  emojiInvalid: 'A reaction is one emoji.',
  tooManyReactions: (limit: number) =>
    `A message can have up to ${formatCount(limit, { one: 'reaction', other: 'reactions' })}.`,
  tooLate: (minutes: number) =>
    `Messages can be edited or deleted for ${formatCount(minutes, { one: 'minute', other: 'minutes' })}. It’s too late for this one.`,
  notPossible: 'The room refused this.',
  unknownCommand: (name: string) => `Unknown command /${name}. To send it as text, type //${name}.`,
  emptyAction: 'Add what you’re doing, e.g. /me waves',
};
