import { brokenRule, messageTextSchema, nicknameSchema, NicknameRule, TextRule, type Limits } from '@mailroom/shared';
import type { ParsedCommand } from './slash-commands.ts';

/** What is asked for as the room will keep it, or why it will not: so nobody has to send it to find out. */
export const measured = (command: ParsedCommand, limits: Limits): ParsedCommand => {
  switch (command.type) {
    case 'say': {
      const limit = limits.messageLength;
      const { data, error } = messageTextSchema(limit).safeParse(command.text);
      if (!error) return { type: 'say', text: data };
      return { type: 'refused', why: { refusal: 'text-invalid', rule: TextRule.parse(brokenRule(error)), limit } };
    }
    case 'rename': {
      const limit = limits.nicknameLength;
      const { data, error } = nicknameSchema(limit).safeParse(command.nickname);
      if (!error) return { type: 'rename', nickname: data };
      const rule = NicknameRule.parse(brokenRule(error));
      return { type: 'refused', why: { refusal: 'nickname-invalid', rule, limit } };
    }
    case 'help':
    case 'find':
    case 'leave':
    case 'refused':
      return command;
  }
};
