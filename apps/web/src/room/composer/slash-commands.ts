import {
  brokenRule,
  fixedLimits,
  leaveReasonSchema,
  messageTextSchema,
  TextRule,
  type Refusal,
} from '@mailroom/shared';
import type { Words } from '../../i18n/en.ts';
import { parseMeAction } from '../../text/me-action.ts';

/** What a text in the composer asks for. What is to be said, and a nickname, have not been measured yet; a reason is as the room keeps it. */
export type ParsedCommand =
  | { readonly type: 'say'; readonly text: string }
  /** `rest`: what was written after it, and is for nobody. */
  | { readonly type: 'help'; readonly rest: string }
  | { readonly type: 'find'; readonly text: string }
  | { readonly type: 'leave'; readonly reason: string }
  | { readonly type: 'rename'; readonly nickname: string }
  | { readonly type: 'refused'; readonly why: Refusal | CommandRefusal };

/** Why a command is refused before the room hears of it. */
export type CommandRefusal =
  /** `name`: as much of it as makes it known again. */
  { readonly refusal: 'no-command'; readonly name: string } | { readonly refusal: 'nothing-done' };

/** What can be asked for with a slash. */
export interface Command {
  readonly name: keyof Words['composer']['commands'];
  readonly parse: (rest: string) => ParsedCommand;
}

/** All commands there are. */
export const commands: readonly Command[] = [
  { name: 'help', parse: (rest) => ({ type: 'help', rest }) },
  { name: 'me', parse: (rest) => act(rest) },
  { name: 'find', parse: (text) => ({ type: 'find', text }) },
  { name: 'nick', parse: (rest) => ({ type: 'rename', nickname: rest.trim() }) },
  { name: 'leave', parse: (rest) => leave(rest) },
];

/** Reads a text: a message, unless it begins with a slash; with two, a message that begins with one. Capitals do not matter. */
export const parseCommand = (text: string): ParsedCommand => {
  if (!text.startsWith('/')) return { type: 'say', text };
  if (text.startsWith('//')) return { type: 'say', text: text.slice(1) };
  const name = text.slice(1).split(/\s/u, 1)[0] ?? '';
  const command = commands.find((each) => each.name === name.toLowerCase());
  return command
    ? command.parse(text.slice(`/${name} `.length))
    : refused({ refusal: 'no-command', name: known(name) });
};

/** What has to be written for a text to be said as it is: parsed, it comes out again. */
export const asWritten = (text: string): string =>
  text.startsWith('/') && parseMeAction(text) === undefined ? `/${text}` : text;

const refused = (why: Refusal | CommandRefusal) => ({ type: 'refused', why }) as const;

/** What others read as something that its author does: a message that begins with `/me `. */
const act = (rest: string): ParsedCommand => {
  const { error } = messageTextSchema(0).safeParse(rest);
  if (error && brokenRule(error) === 'empty') return refused({ refusal: 'nothing-done' });
  return { type: 'say', text: `/me ${rest}` };
};

const leave = (rest: string): ParsedCommand => {
  const limit = fixedLimits.reasonLength;
  const { data, error } = leaveReasonSchema(limit).safeParse(rest);
  if (!error) return { type: 'leave', reason: data };
  return refused({ refusal: 'reason-invalid', rule: TextRule.parse(brokenRule(error)), limit });
};

// A whole page may have been pasted: not more of it is repeated than makes it known again.
const LONG_NAME = /^(.{40})../su;

const known = (name: string) => {
  const [, begin] = LONG_NAME.exec(name) ?? [];
  return begin === undefined ? name : `${begin}…`;
};
