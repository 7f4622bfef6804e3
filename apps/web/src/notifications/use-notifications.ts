import { useEffect, useEffectEvent, useState } from 'react';
import type { Member } from '@mailroom/shared';
import { isPageVisible } from '../browser/page-visibility.ts';
import { goToLetter } from '../browser/addresses/permalinks.ts';
import { notificationPromptShown } from '../browser/storage/storage.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { useSettings } from '../settings/use-settings.ts';
import type { RoomStore } from '../sync/room-store.ts';
import { createMessageIndex } from '../sync/view/message-index.ts';
import type { LetterRow, Row } from '../sync/view/row.ts';
import { chime } from './chime.ts';
import { notifiableMessages } from './notifiable-messages.ts';
import { Notifier, type MessageRef } from './notifier.ts';
import { notificationPermission } from './permission.ts';
import { closeNotifications, showNotification } from './show-notification.ts';
import { createTallies } from './tallies.ts';
import { updateStoredTally } from './tally-storage.ts';

/**
 * Notifies of new messages while the page is hidden, as the settings say. `isPromptOpen` becomes true, once per browser, when a mention
 * could not be notified because neither notifications nor sound are enabled.
 */
export const useNotifications = (store: RoomStore, ignored: () => ReadonlySet<Member['id']>) => {
  const { notify: filter, sound } = useSettings();
  const { notifications } = useStrings();
  const [isPromptOpen, setIsPromptOpen] = useState(false);

  const select = useEffectEvent((rows: readonly Row[]) => {
    const view = store.view();
    const { you, members } = view;
    const messages = createMessageIndex(view);
    const isReplyToYou = ({ letter: { event }, epoch }: LetterRow) =>
      event.type === 'said' &&
      event.replyTo !== undefined &&
      messages.byLetter({ id: event.replyTo, epoch })?.row.isYours === true;
    return notifiableMessages(rows, { notify: filter, you, members, ignored: ignored(), isReplyToYou });
  });
  const notify = useEffectEvent((refs: readonly MessageRef[], count: number) => {
    // The messages may have been edited or deleted since they arrived: shows their current text.
    const messages = select(store.view().rows.filter((row) => row.type === 'letter' && refs.some(refersTo(row))));
    const message = messages.findLast(({ isMention }) => isMention) ?? messages.at(-1);
    if (!message) return;
    if (sound === 'on') void chime();
    const titleOfMention = message.isReply ? notifications.replied : notifications.mentioned;
    const title = message.isMention ? titleOfMention : notifications.newMessage;
    const { nickname, text, id, epoch } = message;
    void showNotification({ title: title(nickname, count - 1), body: text, link: { id, epoch } }, goToLetter);
    const isDecided = sound === 'on' || ['granted', 'denied'].includes(notificationPermission());
    if (isDecided || !message.isMention || notificationPromptShown.read()) return;
    notificationPromptShown.write('yes');
    setIsPromptOpen(true);
  });
  useEffect(() => {
    const mounted = new AbortController();
    const updateTally = createTallies({ updateStored: updateStoredTally });
    const notifier = new Notifier({ updateTally, isPageVisible, notify: (refs, count) => notify(refs, count) });
    const otherTabs = new BroadcastChannel('mailroom.looked');
    const onVisibilityChange = () => {
      if (!isPageVisible()) return;
      const { epoch, next } = store.view();
      notifier.markSeen(epoch, next);
      void closeNotifications();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
      otherTabs.postMessage('looked');
    };
    onVisibilityChange();
    document.addEventListener('visibilitychange', onVisibilityChange, mounted);
    otherTabs.addEventListener('message', () => void closeNotifications(), mounted);
    const unsubscribe = store.onRowsAdded((rows) => notifier.onMessages(select(rows)));
    return () => {
      mounted.abort();
      otherTabs.close();
      unsubscribe();
      notifier.stop();
      void closeNotifications();
    };
  }, [store]);

  return { isPromptOpen, closePrompt: () => setIsPromptOpen(false) };
};

const refersTo =
  ({ epoch, letter }: LetterRow) =>
  (ref: MessageRef) =>
    ref.epoch === epoch && ref.id === letter.id;
