import { fixedLimits } from '@mailroom/shared';

const { maxWaitsPerSession, lettersPerMail } = fixedLimits;
/** The most that a session can save up. A page that was suspended catches up in several tabs. */
const MAX_ALLOWANCE = maxWaitsPerSession * lettersPerMail;

/**
 * The news that a session may read without paying: each letter and each version of the presence as often as it may have waits. So reading
 * along costs nothing in however busy a room, in several tabs, and reading the same letters over and over does.
 */
export class ReadAllowance {
  #left = 0;
  #countedNews: number;

  /** @param news the number of letters and presence versions that the room has had */
  constructor(news: number) {
    this.#countedNews = news;
  }

  /** Takes `amount`, if that much is left when the room has had `news` letters and presence versions. Returns whether it was. */
  tryTake(amount: number, news: number): boolean {
    const gained = (news - this.#countedNews) * maxWaitsPerSession;
    this.#left = Math.min(MAX_ALLOWANCE, this.#left + gained);
    this.#countedNews = news;
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }
}
