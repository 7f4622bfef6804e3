import {
  brokenRule,
  fixedLimits,
  leaveReasonSchema,
  messageTextSchema,
  NicknameRule,
  nicknameSchema,
  TextRule,
  type Limits,
  type Settings,
} from '@mailroom/shared';
import { RefusalError } from './refusal-error.ts';

/** What may be written in this room, and how many may be in it. Texts are answered as the room keeps them; `Refused` names the broken rule. */
export class RoomPolicy {
  readonly #nickname;
  readonly #text;
  readonly #reason = leaveReasonSchema(fixedLimits.reasonLength);
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#nickname = nicknameSchema(settings.nicknameLength);
    this.#text = messageTextSchema(settings.messageLength);
  }

  /** What the room will refuse, for newcomers to know. */
  get limits(): Limits {
    const { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs } = this.#settings;
    return { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs };
  }

  /** Refuses one more beside `others`, of whom `neighbours` come from the same host. */
  assertCapacity({ others, neighbours }: { others: number; neighbours: number }) {
    const { members, membersPerHost } = this.#settings;
    if (members > 0 && others >= members) throw new RefusalError({ refusal: 'room-full', limit: members });
    if (membersPerHost > 0 && neighbours >= membersPerHost) {
      throw new RefusalError({ refusal: 'too-many-from-host', limit: membersPerHost });
    }
  }

  parseNickname(typed: string): string {
    const { data, error } = this.#nickname.safeParse(typed);
    if (!error) return data;
    const rule = NicknameRule.parse(brokenRule(error));
    throw new RefusalError({ refusal: 'nickname-invalid', rule, limit: this.#settings.nicknameLength });
  }

  parseText(typed: string): string {
    const { data, error } = this.#text.safeParse(typed);
    if (!error) return data;
    throw new RefusalError({
      refusal: 'text-invalid',
      rule: TextRule.parse(brokenRule(error)),
      limit: this.#settings.messageLength,
    });
  }

  parseReason(typed: string): string {
    const { data, error } = this.#reason.safeParse(typed);
    if (!error) return data;
    throw new RefusalError({
      refusal: 'reason-invalid',
      rule: TextRule.parse(brokenRule(error)),
      limit: fixedLimits.reasonLength,
    });
  }
}
