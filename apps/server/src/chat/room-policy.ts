import {
  failedCheck,
  fixedLimits,
  leaveReasonSchema,
  messageTextSchema,
  NicknameRule,
  nicknameSchema,
  TextRule,
  type Limits,
  type RoomSettings,
} from '@mailroom/shared';
import { nicknameKeys } from './nickname-key.ts';
import { RefusalError } from './refusal-error.ts';
import { RESERVED_NICKNAMES } from './reserved-nicknames.ts';

/** Validates nicknames, texts and leave reasons, and enforces the capacity of the room. */
export class RoomPolicy {
  readonly #nickname;
  readonly #text;
  readonly #reason = leaveReasonSchema(fixedLimits.reasonLength);
  readonly #settings: RoomSettings;
  readonly #reservedKeys: ReadonlySet<string>;

  constructor(settings: RoomSettings) {
    this.#settings = settings;
    this.#nickname = nicknameSchema(settings.nicknameLength);
    this.#text = messageTextSchema(settings.messageLength);
    const reserved = [...RESERVED_NICKNAMES, ...settings.reservedNicknames];
    this.#reservedKeys = new Set(reserved.flatMap(nicknameKeys));
  }

  /** The limits that clients need to know. */
  get limits(): Limits {
    const { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs } = this.#settings;
    return { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs };
  }

  /**
   * Checks that one more member fits into the room.
   *
   * @param others the number of other members
   * @param fromSameNetwork the number of other members from the same network
   * @throws {RefusalError} `room-full`, `too-many-from-host`
   */
  assertCapacity({ others, fromSameNetwork }: { others: number; fromSameNetwork: number }) {
    const { members, membersPerNetwork } = this.#settings;
    if (members > 0 && others >= members) throw new RefusalError({ refusal: 'room-full', limit: members });
    if (membersPerNetwork > 0 && fromSameNetwork >= membersPerNetwork) {
      throw new RefusalError({ refusal: 'too-many-from-host', limit: membersPerNetwork });
    }
  }

  /**
   * Returns the normalized nickname.
   *
   * @throws {RefusalError} `nickname-invalid`, with the failed rule
   */
  parseNickname(input: string): string {
    const { data, error } = this.#nickname.safeParse(input);
    if (!error && !nicknameKeys(data).some((key) => this.#reservedKeys.has(key))) return data;
    const rule = error ? NicknameRule.parse(failedCheck(error)) : 'reserved';
    throw new RefusalError({ refusal: 'nickname-invalid', rule, limit: this.#settings.nicknameLength });
  }

  /**
   * Returns the normalized text of a message.
   *
   * @throws {RefusalError} `text-invalid`, with the failed rule
   */
  parseText(input: string): string {
    const { data, error } = this.#text.safeParse(input);
    if (!error) return data;
    const rule = TextRule.parse(failedCheck(error));
    throw new RefusalError({ refusal: 'text-invalid', rule, limit: this.#settings.messageLength });
  }

  /**
   * Returns the normalized reason for leaving.
   *
   * @throws {RefusalError} `reason-invalid`, with the failed rule
   */
  parseReason(input: string): string {
    const { data, error } = this.#reason.safeParse(input);
    if (!error) return data;
    const rule = TextRule.parse(failedCheck(error));
    throw new RefusalError({ refusal: 'reason-invalid', rule, limit: fixedLimits.reasonLength });
  }
}
