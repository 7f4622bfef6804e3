import {
  emojiSchema,
  failedCheck,
  fixedLimits,
  lineSchema,
  messageTextSchema,
  NicknameRule,
  nicknameSchema,
  TextRule,
  type Limits,
  type RoomInfo,
  type RoomSettings,
} from '@mailroom/shared';
import { networkAndPrefix } from './limits/network-prefix.ts';
import { RefusalError } from './limits/refusal-error.ts';
import { nicknameKeys } from './nickname-key.ts';
import { RESERVED_NICKNAMES } from './reserved-nicknames.ts';

/** Validates nicknames, texts, emoji and leave reasons, and enforces the capacity of the room. */
export class RoomPolicy {
  readonly #nickname;
  readonly #text;
  readonly #emoji = emojiSchema();
  readonly #reason = lineSchema(fixedLimits.reasonLength);
  readonly #settings: RoomSettings;
  readonly #reservedKeys: ReadonlySet<string>;
  #lastKeys: { readonly nickname: string; readonly keys: readonly string[] } = { nickname: '', keys: [] };

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

  /** The name and the topic of the room. */
  get info(): RoomInfo {
    const { name, topic } = this.#settings;
    return { name, topic };
  }

  /**
   * Returns what a network and, if it has one, its IPv6 /48 may have: members, and members and absentees together. The /48 may have more,
   * so that the neighbors of someone who uses up a network do not suffer.
   */
  networkCapacities(network: string): readonly { networkOrPrefix: string; limit: number }[] {
    const limit = this.#settings.membersPerNetwork || Infinity;
    return networkAndPrefix(network).map((networkOrPrefix) => ({
      networkOrPrefix,
      limit: networkOrPrefix === network ? limit : limit * fixedLimits.networksPerPrefix,
    }));
  }

  /**
   * Checks that one more member fits into the room.
   *
   * @param others the number of other members
   * @throws {RefusalError} `room-full`
   */
  assertRoomCapacity(others: number) {
    const { members } = this.#settings;
    if (members > 0 && others >= members) throw new RefusalError({ refusal: 'room-full', limit: members });
  }

  /**
   * Returns the normalized nickname.
   *
   * @throws {RefusalError} `nickname-invalid`, with the failed rule
   */
  parseNickname(input: string): string {
    const { data, error } = this.#nickname.safeParse(input);
    if (!error && !this.keysOf(data).some((key) => this.#reservedKeys.has(key))) return data;
    const rule = error ? NicknameRule.parse(failedCheck(error)) : 'reserved';
    throw new RefusalError({ refusal: 'nickname-invalid', rule, limit: this.#settings.nicknameLength });
  }

  /** Returns the keys of a normalized nickname, see `nicknameKeys`. Remembers those of the last nickname, which `parseNickname` has checked. */
  keysOf(nickname: string): readonly string[] {
    if (this.#lastKeys.nickname !== nickname) this.#lastKeys = { nickname, keys: nicknameKeys(nickname) };
    return this.#lastKeys.keys;
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
   * Returns the normalized emoji of a reaction.
   *
   * @throws {RefusalError} `emoji-invalid`
   */
  parseEmoji(input: string): string {
    const { data, error } = this.#emoji.safeParse(input);
    if (error) throw new RefusalError({ refusal: 'emoji-invalid' });
    return data;
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
