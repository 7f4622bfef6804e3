/** One text kept under a name: in this tab, or in all of them and beyond. Where the browser forbids that, this page remembers it. */
const storedValue = (storage: () => Storage, name: string) => {
  let memory = '';
  return {
    read: (): string => {
      try {
        return storage().getItem(name) ?? '';
      } catch {
        return memory;
      }
    },
    write: (text: string) => {
      memory = text;
      try {
        if (text === '') storage().removeItem(name);
        else storage().setItem(name, text);
      } catch {
        // Then it lasts as long as the page.
      }
    },
  };
};

/** The nickname of the last visit, in every tab. */
export const storedNickname = storedValue(() => localStorage, 'mailroom.nickname');
/** Under which attempt this browser came in last, in every tab: all of them come in again as one. */
export const storedAttempt = storedValue(() => localStorage, 'mailroom.attempt');
/** The ledger that this browser read last, in every tab. */
export const storedEpoch = storedValue(() => localStorage, 'mailroom.epoch');
/**
 * Who this browser was last in the room: the id of the member, in every tab. Only the room knows whether they still are. It is never
 * cleared: another tab may just have come in as someone else, and what one tab writes reaches the others a little later.
 */
export const storedMemberId = storedValue(() => localStorage, 'mailroom.member');
/** Under which attempt this tab was in the room when it was last looked at; nothing if it was not. */
export const tabAttempt = storedValue(() => sessionStorage, 'mailroom.here');
/** Which page this tab showed last: a page that is gone, whatever it said when it went. */
export const previousPageId = storedValue(() => sessionStorage, 'mailroom.page');
/** What stands in the composer of this tab. */
export const storedDraft = storedValue(() => sessionStorage, 'mailroom.draft');
/** The line that is edited in this tab, and its new text. */
export const storedEdit = storedValue(() => sessionStorage, 'mailroom.edit');
/** What was chosen in the settings, in every tab. */
export const storedSettings = storedValue(() => localStorage, 'mailroom.settings');
/** Whether it was offered in this browser to tell of mentions, in every tab. */
export const notificationPromptShown = storedValue(() => localStorage, 'mailroom.bell-offered');
/** Whom one ignores, in every tab: their nicknames, with a space between. */
export const storedIgnoredNicknames = storedValue(() => localStorage, 'mailroom.ignored');
