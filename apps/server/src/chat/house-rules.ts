import {
  brokenRule,
  fixedLimits,
  leaveReasonSchema,
  messageTextSchema,
  NicknameRule,
  nicknameSchema,
  TextRule,
  type Settings,
} from '@mailroom/shared';
import { Refused } from './refused.ts';

/** What may be written in this room. Each method answers the text as the room keeps it, or throws `Refused` with the broken rule. */
export class HouseRules {
  readonly #nickname;
  readonly #text;
  readonly #reason = leaveReasonSchema(fixedLimits.reasonLength);
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#nickname = nicknameSchema(settings.nicknameLength);
    this.#text = messageTextSchema(settings.messageLength);
  }

  nickname(typed: string): string {
    const { data, error } = this.#nickname.safeParse(typed);
    if (!error) return data;
    const rule = NicknameRule.parse(brokenRule(error));
    throw new Refused({ refusal: 'nickname-invalid', rule, limit: this.#settings.nicknameLength });
  }

  text(typed: string): string {
    const { data, error } = this.#text.safeParse(typed);
    if (!error) return data;
    throw new Refused({
      refusal: 'text-invalid',
      rule: TextRule.parse(brokenRule(error)),
      limit: this.#settings.messageLength,
    });
  }

  reason(typed: string): string {
    const { data, error } = this.#reason.safeParse(typed);
    if (!error) return data;
    throw new Refused({
      refusal: 'reason-invalid',
      rule: TextRule.parse(brokenRule(error)),
      limit: fixedLimits.reasonLength,
    });
  }
}
