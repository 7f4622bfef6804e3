import { useRef, useState, useSyncExternalStore } from 'react';
import { installPrompt } from '../browser/install-prompt.ts';
import type { TranscriptFormat } from '../export/save-transcript.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { SettingsDialog } from '../settings/dialog/lazy-settings-dialog.ts';

/** The menu of the room, with the button that opens it. */
export const RoomMenu = ({ onFind, onSave, onModerate, onHelp, onLeave }: RoomMenuProps) => {
  const { menu } = useStrings();
  const list = useRef<HTMLUListElement>(null);
  const [isSettingsOpen, setIsSettingsOpen] = useState(false);
  const canInstall = useSyncExternalStore(installPrompt.subscribe, installPrompt.isOffered);
  const items = [
    ...(canInstall ? [{ label: menu.install, onSelect: installPrompt.install }] : []),
    { label: menu.find, onSelect: onFind },
    { label: menu.exportText, onSelect: () => onSave('text') },
    { label: menu.exportJson, onSelect: () => onSave('json-lines') },
    ...(onModerate ? [{ label: menu.moderation, onSelect: onModerate }] : []),
    { label: menu.settings, onSelect: () => setIsSettingsOpen(true) },
    { label: menu.help, onSelect: onHelp },
    { label: menu.leave, onSelect: onLeave },
  ];
  return (
    <>
      <button type="button" className="icon-button" popoverTarget="room-menu" aria-label={menu.label}>
        <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <path d="M3 5h14M3 10h14M3 15h14" />
        </svg>
      </button>
      <ul ref={list} id="room-menu" className="room-menu" popover="auto">
        {items.map(({ label, onSelect }) => (
          <li key={label}>
            <button
              type="button"
              onClick={() => {
                // Returns the focus to the menu button first: a dialog returns it there again when it closes.
                list.current?.hidePopover();
                onSelect();
              }}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
      {isSettingsOpen && <SettingsDialog onClose={() => setIsSettingsOpen(false)} />}
    </>
  );
};

interface RoomMenuProps {
  readonly onFind: () => void;
  readonly onSave: (format: TranscriptFormat) => void;
  /** Missing for members without a role. */
  readonly onModerate: (() => void) | undefined;
  readonly onHelp: () => void;
  readonly onLeave: () => void;
}
