import { useRef, useState, useSyncExternalStore } from 'react';
import type { TranscriptFormat } from '../export/save-transcript.ts';
import { installPrompt } from '../browser/install-prompt.ts';
import { SettingsDialog } from '../settings/dialog/lazy-settings-dialog.ts';
import { useWords } from '../i18n/use-strings.ts';

/** What one needs now and then: a button, and the menu that it opens. */
export const RoomMenu = ({ onInvite, onFind, onSave, onHelp }: RoomMenuProps) => {
  const { menu } = useWords();
  const list = useRef<HTMLUListElement>(null);
  const [opened, setOpened] = useState<'settings'>();
  const close = () => setOpened(undefined);
  /** Opens a piece over the room when it is chosen. */
  const opens = (piece: NonNullable<typeof opened>) => () => setOpened(piece);
  const canBeInstalled = useSyncExternalStore(installPrompt.subscribe, installPrompt.isOffered);
  const entries = [
    { words: menu.invite, onChoose: onInvite },
    ...(canBeInstalled ? [{ words: menu.install, onChoose: installPrompt.install }] : []),
    { words: menu.find, onChoose: onFind },
    { words: menu.saveAsText, onChoose: () => onSave('text') },
    { words: menu.saveAsJsonLines, onChoose: () => onSave('json-lines') },
    { words: menu.settings, onChoose: opens('settings') },
    { words: menu.help, onChoose: onHelp },
  ];
  return (
    <>
      <button type="button" className="icon-button" popoverTarget="room-menu" aria-label={menu.roomMenu}>
        <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <path d="M3 5h14M3 10h14M3 15h14" />
        </svg>
      </button>
      <ul ref={list} id="room-menu" className="room-menu" popover="auto">
        {entries.map(({ words, onChoose }) => (
          <li key={words}>
            <button
              type="button"
              onClick={() => {
                // First, so that the focus goes back to the button of the menu, and to it again from what is opened.
                list.current?.hidePopover();
                onChoose();
              }}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
      {opened === 'settings' && <SettingsDialog onClose={close} />}
    </>
  );
};

interface RoomMenuProps {
  readonly onInvite: () => void;
  readonly onFind: () => void;
  readonly onSave: (format: TranscriptFormat) => void;
  readonly onHelp: () => void;
}
