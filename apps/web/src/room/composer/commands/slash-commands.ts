import { failedCheck, fixedLimits, lineSchema, messageTextSchema, TextRule, type Refusal } from '@mailroom/shared';
import type { Strings } from '../../../i18n/en.ts';
import type { LocalRefusal } from '../../../i18n/refusal-text.ts';
import { parseMeAction } from '../../../text/me-action.ts';

/** A command that the room page runs. */
export type RoomCommand =
  /** `rest` is the text after the command, which has no meaning. */
  | { readonly type: 'help'; readonly rest: string }
  | { readonly type: 'find'; readonly text: string }
  /** `reason` is validated and normalized. */
  | { readonly type: 'leave'; readonly reason: string }
  /** `nickname` is not validated yet. */
  | { readonly type: 'rename'; readonly nickname: string };

/** The meaning of a text in the composer. */
export type ParsedCommand =
  | RoomCommand
  /** A message. `text` is not validated yet. */
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'refused'; readonly refusal: Refusal | LocalRefusal };

/** A slash command. */
export interface Command {
  readonly name: keyof Strings['composer']['commands'];
  /** Parses the text after the command's name. */
  readonly parse: (rest: string) => ParsedCommand;
}

/** All slash commands, in the order in which autocomplete and help list them. */
export const commands: readonly Command[] = [
  { name: 'help', parse: (rest) => ({ type: 'help', rest }) },
  { name: 'me', parse: (rest) => parseMe(rest) },
  { name: 'find', parse: (text) => ({ type: 'find', text }) },
  { name: 'nick', parse: (rest) => ({ type: 'rename', nickname: rest.trim() }) },
  { name: 'leave', parse: (rest) => parseLeave(rest) },
];

/**
 * Parses the text of the composer. A text that begins with a slash is a command; `//` escapes the slash. Command names are
 * case-insensitive.
 */
export const parseCommand = (text: string): ParsedCommand => {
  if (!text.startsWith('/')) return { type: 'send', text };
  if (text.startsWith('//')) return { type: 'send', text: text.slice(1) };
  const name = text.slice(1).split(/\s/u, 1)[0] ?? '';
  const command = commands.find((each) => each.name === name.toLowerCase());
  return command
    ? command.parse(text.slice(`/${name} `.length))
    : refused({ refusal: 'unknown-command', name: abbreviate(name) });
};

/** Escapes a message text for the composer: `parseCommand` returns it unchanged as a message. */
export const escapeSlash = (text: string): string =>
  text.startsWith('/') && parseMeAction(text) === undefined ? `/${text}` : text;

const refused = (refusal: Refusal | LocalRefusal) => ({ type: 'refused', refusal }) as const;

/** `/me` sends a message that begins with `/me `; the transcript shows it as an action. */
const parseMe = (rest: string): ParsedCommand => {
  const { error } = messageTextSchema(0).safeParse(rest);
  if (error && failedCheck(error) === 'empty') return refused({ refusal: 'empty-action' });
  return { type: 'send', text: `/me ${rest}` };
};

const parseLeave = (rest: string): ParsedCommand => {
  const limit = fixedLimits.reasonLength;
  const { data, error } = lineSchema(limit).safeParse(rest);
  if (!error) return { type: 'leave', reason: data };
  return refused({ refusal: 'reason-invalid', rule: TextRule.parse(failedCheck(error)), limit });
};

// The "name" can be a whole pasted page. The error message repeats 40 code points of it at most.
const TOO_LONG = /^(.{40})../su;

const abbreviate = (name: string) => {
  const [, start] = TOO_LONG.exec(name) ?? [];
  return start === undefined ? name : `${start}…`;
};
