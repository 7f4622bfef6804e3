import { useState } from 'react';
import { useFindShortcut } from '../find/use-find-shortcut.ts';
import { useSettings } from '../settings/use-settings.ts';
import { FindOlderMessages } from './find-older-messages.tsx';
import { FindBar } from './lazy.ts';
import { useTranscript } from './transcript/transcript-context.ts';
import type { RoomState } from './use-room.ts';

/** The state of the find bar. */
export interface FindState {
  /** The text to search for first. Undefined while the bar is closed. */
  readonly request: { readonly text: string; readonly count: number } | undefined;
  readonly open: (text: string) => void;
  readonly close: () => void;
}

/** Holds the state of the find bar, which is closed at first. */
export const useFind = (): FindState => {
  const [request, setRequest] = useState<FindState['request']>();
  return {
    request,
    // The count changes the key of the bar: an open bar mounts again, and its field gets the focus.
    open: (text) => setRequest((before) => ({ text, count: (before?.count ?? 0) + 1 })),
    close: () => setRequest(undefined),
  };
};

/** The find bar, while it is open, and its keyboard shortcut. The shortcut stays with the browser if all text is rendered. */
export const FindInTranscript = ({ find, room }: { find: FindState; room: RoomState }) => {
  const { entries, list, lastVisibleKey, isComplete, showMatch, endSearch } = useTranscript();
  const { formattingCharacters } = useSettings();
  useFindShortcut(() => !isComplete() && (find.open(''), true));
  return (
    find.request && (
      <FindBar
        key={find.request.count}
        entries={entries}
        list={list}
        shows={formattingCharacters === 'shown' ? 'source' : 'visible'}
        initialText={find.request.text}
        lastVisibleKey={lastVisibleKey}
        onMatch={showMatch}
        onClose={() => {
          endSearch();
          find.close();
        }}
      >
        <FindOlderMessages room={room} />
      </FindBar>
    )
  );
};
