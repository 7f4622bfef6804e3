import { counted, form, number } from './numbers.ts';

/** What the room, or the page before it, says no with. */
export const refusals = {
  nicknameTaken: 'Someone here has this nickname, or one that looks like it. Choose another.',
  nicknameEmpty: 'Please write a nickname.',
  nicknameTooLong: (limit: number) => `A nickname has at most ${counted(limit, { one: 'letter', other: 'letters' })}.`,
  nicknameNotLetters: 'A nickname is made of letters and digits, without spaces or signs.',
  nicknameTooManyMarks: 'That is too many accents on one letter.',
  textEmpty: 'There is nothing to read in this message.',
  textTooLong: (limit: number) => `A message has at most ${counted(limit, { one: 'character', other: 'characters' })}.`,
  textNotUnicode: 'There is half a character in this message: it was cut somewhere.',
  textTooManyMarks: 'There are too many accents on one letter in this message.',
  reasonTooLong: (limit: number) =>
    `A reason has at most ${counted(limit, { one: 'character', other: 'characters' })}.`,
  tooFast: (seconds: number) => `That was fast. Try again in ${number(seconds)} s.`,
  tooManyFromHost: (limit: number) =>
    `There ${form(limit, { one: 'is', other: 'are' })} ${counted(limit, { one: 'person', other: 'people' })} here from your network already. One of them has to leave first.`,
  roomFull: (limit: number) => `The room is full: ${counted(limit, { one: 'person is', other: 'people are' })} here.`,
  roomBusy: 'The room is very busy at this moment. Try again in a few seconds.',
  noSession: 'Your visit is over. Please come in again.',
  idReused: 'This was mixed up with something sent before. Please try again.',
  lineUnknown: 'The room does not have this message any more, so it stays as it is. Write a new one if you like.',
  tooLate: (minutes: number) =>
    `A message can be changed for ${counted(minutes, { one: 'minute', other: 'minutes' })}. This one stays as it is.`,
  noCommand: (name: string) => `There is no command /${name}. Write //${name} to send it as a message.`,
  nothingDone: 'Write after /me what you do, as in: /me waves',
};
