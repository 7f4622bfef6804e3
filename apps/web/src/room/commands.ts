import { brokenRule, fixedLimits, leaveReasonSchema, messageTextSchema, TextRule } from '@mailroom/shared';
import { refusalWords } from '../words.ts';
import { actionIn } from './action.ts';

/** What a text in the composer asks for. What is to be said has not been measured yet; a reason is as the room keeps it. */
export type ParsedCommand =
  | { readonly type: 'say'; readonly text: string }
  /** `rest`: what was written after it, and is for nobody. */
  | { readonly type: 'help'; readonly rest: string }
  | { readonly type: 'leave'; readonly reason: string }
  /** `why`: the words for it. */
  | { readonly type: 'refused'; readonly why: string };

/** What can be asked for with a slash, as help and completion tell of it. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly words: string;
  readonly parse: (rest: string) => ParsedCommand;
}

/** All commands there are. */
export const commands: readonly Command[] = [
  {
    name: 'help',
    usage: '/help',
    words: 'shows what there is',
    parse: (rest) => ({ type: 'help', rest }),
  },
  { name: 'me', usage: '/me waves', words: 'tells that you wave', parse: (rest) => act(rest) },
  { name: 'leave', usage: '/leave [reason]', words: 'leaves the room', parse: (rest) => leave(rest) },
];

/** Reads a text: a message, unless it begins with a slash; with two, a message that begins with one. Capitals do not matter. */
export const parseCommand = (text: string): ParsedCommand => {
  if (!text.startsWith('/')) return { type: 'say', text };
  if (text.startsWith('//')) return { type: 'say', text: text.slice(1) };
  const name = text.slice(1).split(/\s/u, 1)[0] ?? '';
  const command = commands.find((each) => each.name === name.toLowerCase());
  return command ? command.parse(text.slice(`/${name} `.length)) : refused(unknownWords(name));
};

/** What has to be written for a text to be said as it is: parsed, it comes out again. */
export const asWritten = (text: string): string =>
  text.startsWith('/') && actionIn(text) === undefined ? `/${text}` : text;

const refused = (why: string) => ({ type: 'refused', why }) as const;

/** What others read as something that its author does: a message that begins with `/me `. */
const act = (rest: string): ParsedCommand => {
  const { error } = messageTextSchema(0).safeParse(rest);
  if (error && brokenRule(error) === 'empty') return refused('Write after /me what you do, as in: /me waves');
  return { type: 'say', text: `/me ${rest}` };
};

const leave = (rest: string): ParsedCommand => {
  const limit = fixedLimits.reasonLength;
  const { data, error } = leaveReasonSchema(limit).safeParse(rest);
  if (!error) return { type: 'leave', reason: data };
  return refused(refusalWords({ refusal: 'reason-invalid', rule: TextRule.parse(brokenRule(error)), limit }));
};

// A whole page may have been pasted: not more of it is repeated than makes it known again.
const LONG_NAME = /^(.{40})../su;

const unknownWords = (name: string) => {
  const [, begin] = LONG_NAME.exec(name) ?? [];
  const shown = begin === undefined ? name : `${begin}…`;
  return `There is no command /${shown}. Write //${shown} to send it as a message.`;
};
