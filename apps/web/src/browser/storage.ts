/** A text in the browser's storage. The empty text stands for none. */
interface StoredValue {
  readonly read: () => string;
  readonly write: (text: string) => void;
}

/** If the browser blocks the storage, the value lasts as long as the page. */
const storedValue = (storage: () => Storage, key: string): StoredValue => {
  let memory = '';
  return {
    read: () => {
      try {
        return storage().getItem(key) ?? '';
      } catch {
        return memory;
      }
    },
    write: (text) => {
      memory = text;
      try {
        if (text === '') storage().removeItem(key);
        else storage().setItem(key, text);
      } catch {
        // The storage is blocked or full.
      }
    },
  };
};

// The keys keep their names, some of them older than the terms of today: browsers hold values under them.

/** The last nickname. Shared by all tabs. */
export const storedNickname = storedValue(() => localStorage, 'mailroom.nickname');
/** The attempt under which this browser joined last, or empty after it left. All tabs rejoin under it, so they stay one member. */
export const storedAttempt = storedValue(() => localStorage, 'mailroom.attempt');
/** The epoch of the ledger that this browser read last. Shared by all tabs. */
export const storedEpoch = storedValue(() => localStorage, 'mailroom.epoch');
/**
 * The id of this browser's last member. Shared by all tabs. Only the server knows whether the member is still in the room. Never cleared:
 * another tab may have joined as somebody else, and its write may arrive here late.
 */
export const storedMemberId = storedValue(() => localStorage, 'mailroom.member');
/** The attempt under which this tab joined, or empty if the tab is not in the room. */
export const tabAttempt = storedValue(() => sessionStorage, 'mailroom.here');
/** The id of the page that this tab showed before. That page is gone, even if it crashed. */
export const previousPageId = storedValue(() => sessionStorage, 'mailroom.page');
/** The draft of this tab. */
export const storedDraft = storedValue(() => sessionStorage, 'mailroom.draft');
/** The edit in progress of this tab. */
export const storedEdit = storedValue(() => sessionStorage, 'mailroom.edit');
/** The user's settings as JSON. Shared by all tabs. */
export const storedSettings = storedValue(() => localStorage, 'mailroom.settings');
/** Not empty if this browser showed the prompt to turn on notifications. Shared by all tabs. */
export const notificationPromptShown = storedValue(() => localStorage, 'mailroom.bell-offered');
/** The ignored nicknames, separated by spaces. Shared by all tabs. */
export const storedIgnoredNicknames = storedValue(() => localStorage, 'mailroom.ignored');
