/** One text kept in the browser under a name: in this tab, or in all of them and beyond. Browsers may forbid it; then nothing is kept. */
const kept = (storage: () => Storage, name: string) => ({
  read: (): string => {
    try {
      return storage().getItem(name) ?? '';
    } catch {
      return '';
    }
  },
  write: (text: string) => {
    try {
      if (text === '') storage().removeItem(name);
      else storage().setItem(name, text);
    } catch {
      // A full or forbidden storage loses the convenience, not the conversation.
    }
  },
});

/** The nickname of the last visit, in every tab. */
export const lastNickname = kept(() => localStorage, 'mailroom.nickname');
/** Who this browser is in the room, as long as it has not left: the id of the member, in every tab. */
export const currentMember = kept(() => localStorage, 'mailroom.member');
/** Whether this tab was in the room when it was last looked at. */
export const wasHere = kept(() => sessionStorage, 'mailroom.here');
/** What stands in the composer of this tab. */
export const draft = kept(() => sessionStorage, 'mailroom.draft');
