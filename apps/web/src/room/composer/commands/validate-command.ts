import { failedCheck, messageTextSchema, nicknameSchema, NicknameRule, TextRule, type Limits } from '@mailroom/shared';
import type { ParsedCommand } from './slash-commands.ts';

/** Validates and normalizes a command by the room's own rules, so that the user gets a refusal before anything is sent. */
export const validateCommand = (command: ParsedCommand, limits: Limits): ParsedCommand => {
  switch (command.type) {
    case 'send': {
      const limit = limits.messageLength;
      const { data, error } = messageTextSchema(limit).safeParse(command.text);
      if (!error) return { type: 'send', text: data };
      return { type: 'refused', refusal: { refusal: 'text-invalid', rule: TextRule.parse(failedCheck(error)), limit } };
    }
    case 'rename': {
      const limit = limits.nicknameLength;
      const { data, error } = nicknameSchema(limit).safeParse(command.nickname);
      if (!error) return { type: 'rename', nickname: data };
      const rule = NicknameRule.parse(failedCheck(error));
      return { type: 'refused', refusal: { refusal: 'nickname-invalid', rule, limit } };
    }
    case 'help':
    case 'find':
    case 'leave':
    case 'refused':
      return command;
  }
};
