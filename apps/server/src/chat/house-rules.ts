import { fixedLimits, leaveReasonSchema, messageTextSchema, nicknameSchema, type Settings } from '@mailroom/shared';
import type { NicknameRule, TextRule } from '@mailroom/shared';
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
    const rule = brokenRule<NicknameRule>(error);
    throw new Refused({ refusal: 'nickname-invalid', rule, limit: this.#settings.nicknameLength });
  }

  text(typed: string): string {
    const { data, error } = this.#text.safeParse(typed);
    if (!error) return data;
    throw new Refused({
      refusal: 'text-invalid',
      rule: brokenRule<TextRule>(error),
      limit: this.#settings.messageLength,
    });
  }

  reason(typed: string): string {
    const { data, error } = this.#reason.safeParse(typed);
    if (!error) return data;
    throw new Refused({
      refusal: 'reason-invalid',
      rule: brokenRule<TextRule>(error),
      limit: fixedLimits.reasonLength,
    });
  }
}

/** The shared schemas leave the rule's name as the message of their only issue. */
const brokenRule = <Rule extends string>(error: { issues: readonly { message: string }[] }) =>
  error.issues[0]?.message as Rule;
