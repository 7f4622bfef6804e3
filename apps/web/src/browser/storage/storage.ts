import { browserStorage, tabStorage, type PageStorage } from './page-storage.ts';

/** A text in the browser's storage. The empty text stands for none. See `PageStorage` for what happens where it cannot be stored. */
interface StoredValue {
  readonly read: () => string;
  readonly write: (text: string) => void;
}

const storedValue = (storage: PageStorage, key: string): StoredValue => ({
  read: () => storage.read(key),
  write: (text) => void storage.write(key, text),
});

/** A value that only this tab writes. What it wrote last counts even after the browser deleted the data of the site. */
const ownValue = (storage: PageStorage, key: string): StoredValue => {
  let written: string | undefined;
  return {
    read: () => written ?? storage.read(key),
    write: (text) => {
      written = text;
      storage.write(key, text);
    },
  };
};

// The keys keep their names, some of them older than the terms of today: browsers hold values under them.

/** The last nickname. Shared by all tabs. */
export const storedNickname = storedValue(browserStorage, 'mailroom.nickname');
/**
 * The attempt under which this browser joined last, or `LEFT` after it left. All tabs rejoin under it, so they stay one member. Empty: there was
 * none, or the browser deleted the data of the site.
 */
export const storedAttempt = storedValue(browserStorage, 'mailroom.attempt');
/** The epoch of the ledger that this browser read last. Shared by all tabs. */
export const storedEpoch = storedValue(browserStorage, 'mailroom.epoch');
/**
 * The id of this browser's last member. Shared by all tabs. Only the server knows whether the member is still in the room. Never cleared:
 * another tab may have joined as someone else, and its write may arrive here late.
 */
export const storedMemberId = storedValue(browserStorage, 'mailroom.member');
/** The invitation to a role that this tab accepts, and the attempt, with a space between them. Empty after it succeeded. */
export const tabClaim = ownValue(tabStorage, 'mailroom.claim');
/** The attempt under which this tab joined, or empty if the tab is not in the room. */
export const tabAttempt = ownValue(tabStorage, 'mailroom.here');
/** The page that this tab shows, or showed before a reload; see `openPage`. A duplicated tab begins with that of the original. */
export const previousPageId = ownValue(tabStorage, 'mailroom.page');
/** The user's settings as JSON. Shared by all tabs. */
export const storedSettings = storedValue(browserStorage, 'mailroom.settings');
/** Not empty if this browser showed the prompt to turn on notifications. Shared by all tabs. */
export const notificationPromptShown = storedValue(browserStorage, 'mailroom.bell-offered');
/** The ignored nicknames, separated by spaces. Shared by all tabs. */
export const storedIgnoredNicknames = storedValue(browserStorage, 'mailroom.ignored');
/** Not empty if this browser showed the hint that a long press opens the actions of a message. Shared by all tabs. */
export const longPressHintShown = storedValue(browserStorage, 'mailroom.long-press-hint');
