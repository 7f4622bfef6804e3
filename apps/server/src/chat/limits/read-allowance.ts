import { fixedLimits } from '@mailroom/shared';

const { maxWaitsPerSession, lettersPerMail } = fixedLimits;
/** The most that a session can save up. A page that was suspended catches up in several tabs. */
const MAX_ALLOWANCE = maxWaitsPerSession * lettersPerMail;

/**
 * The updates that a session may read free of charge: each letter and each presence version up to `maxWaitsPerSession` times. So following a
 * busy room in several tabs is free. Reading the same letters again and again is charged.
 */
export class ReadAllowance {
  #left = 0;
  #countedUpdates: number;

  /** @param updateCount the number of letters and presence versions that the room has had */
  constructor(updateCount: number) {
    this.#countedUpdates = updateCount;
  }

  /** Takes `amount`, if that much is left when the room has had `updateCount` letters and presence versions. Returns whether it was. */
  tryTake(amount: number, updateCount: number): boolean {
    const gained = (updateCount - this.#countedUpdates) * maxWaitsPerSession;
    this.#left = Math.min(MAX_ALLOWANCE, this.#left + gained);
    this.#countedUpdates = updateCount;
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }
}
