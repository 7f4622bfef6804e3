import { useEffect, useEffectEvent, useState } from 'react';
import type { Member } from '@mailroom/shared';
import { notificationPromptShown } from '../browser/storage.ts';
import { isPageVisible } from '../browser/page-visibility.ts';
import { goToLetter } from '../browser/permalinks.ts';
import type { RoomStore } from '../sync/room-store.ts';
import type { LetterRow, Row } from '../sync/room-view.ts';
import { useSettings } from '../settings/use-settings.ts';
import { useWords } from '../i18n/use-strings.ts';
import { Bell, type LinePlace } from './notifier.ts';
import { chime } from './chime.ts';
import { changeKeptTally } from './tally-storage.ts';
import { mayNotify } from './permission.ts';
import { closeNotice, showNotice } from './show-notification.ts';
import { worthTelling } from './notifiable-messages.ts';

/**
 * Tells of what comes while nobody looks at the room, as it was chosen. Where a mention could not be told of, because nobody was asked
 * yet, `isOffered` is true from then on until `closeOffer`, once in each browser.
 */
export const useBell = (store: RoomStore, ignored: () => ReadonlySet<Member['id']>) => {
  const { notify, sound } = useSettings();
  const { bell: words } = useWords();
  const [isOffered, setIsOffered] = useState(false);

  const worth = useEffectEvent((rows: readonly Row[]) =>
    worthTelling(rows, { notify, you: store.view().you, ignored: ignored() }),
  );
  const tell = useEffectEvent((places: readonly LinePlace[], count: number) => {
    // As they read now: one may have been edited or deleted since it came.
    const lines = worth(store.view().rows.filter((row) => row.type === 'letter' && places.some(isPlaceOf(row))));
    const line = lines.findLast(({ isMention }) => isMention) ?? lines.at(-1);
    if (!line) return;
    if (sound === 'on') void chime();
    const notice = {
      title: (line.isMention ? words.mentioned : words.said)(line.nickname, count - 1),
      body: line.text,
      letterId: line.id,
    };
    void showNotice(notice, goToLetter);
    const canTell = sound === 'on' || ['granted', 'denied'].includes(mayNotify());
    if (canTell || !line.isMention || notificationPromptShown.read()) return;
    notificationPromptShown.write('yes');
    setIsOffered(true);
  });
  useEffect(() => {
    const mounted = new AbortController();
    const bell = new Bell({ changeTally: changeKeptTally, isLookedAt: isPageVisible, tell: (places, count) => tell(places, count) });
    const otherTabs = new BroadcastChannel('mailroom.looked');
    const look = () => {
      if (!isPageVisible()) return;
      const { epoch, next } = store.view();
      bell.look(epoch, next);
      void closeNotice();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
      otherTabs.postMessage('looked');
    };
    look();
    document.addEventListener('visibilitychange', look, mounted);
    otherTabs.addEventListener('message', () => void closeNotice(), mounted);
    const stopHearing = store.onRowsAdded((rows) => bell.hear(worth(rows)));
    return () => {
      mounted.abort();
      otherTabs.close();
      stopHearing();
      bell.stop();
      void closeNotice();
    };
  }, [store]);

  return { isOffered, closeOffer: () => setIsOffered(false) };
};

const isPlaceOf =
  ({ epoch, letter }: LetterRow) =>
  (place: LinePlace) =>
    place.epoch === epoch && place.id === letter.id;
