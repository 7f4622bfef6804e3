import { useStrings } from '../i18n/use-strings.ts';
import { useTimeFormat } from '../i18n/use-time-format.ts';
import { countMessages } from '../sync/view/ignored-rows.ts';
import type { RoomView } from '../sync/view/room-view.ts';
import { Dialog } from '../ui/dialog.tsx';
import { summarize } from './summary.ts';

/** Offers to load all older messages before the conversation is exported. */
export const ExportDialog = ({ view, isLoading, onLoadAll, onStop, onExport, onClose }: ExportDialogProps) => {
  const { olderMessages } = useStrings();
  const { dayAndTime } = useTimeFormat();
  const { messages, from } = summarize(view);
  const part = olderMessages.exportPart(messages, from === undefined ? '–' : dayAndTime(from));
  const idleText = view.older.state === 'failed' ? olderMessages.failed : part;
  return (
    <Dialog title={olderMessages.exportTitle} onClose={onClose}>
      <div className="export">
        <p role="status">{isLoading ? olderMessages.progress(countMessages(view.rows)) : idleText}</p>
        {/* One button, so that it keeps the focus. */}
        <button type="button" className="primary" onClick={isLoading ? onStop : onLoadAll}>
          {isLoading ? olderMessages.stop : olderMessages.exportAll}
        </button>
        <button type="button" disabled={isLoading} onClick={onExport}>
          {olderMessages.exportLoaded}
        </button>
      </div>
    </Dialog>
  );
};

export interface ExportDialogProps {
  readonly view: Pick<RoomView, 'rows' | 'older'>;
  readonly isLoading: boolean;
  /** Loads all older messages and then exports the conversation. */
  readonly onLoadAll: () => void;
  readonly onStop: () => void;
  /** Exports what the page has. */
  readonly onExport: () => void;
  readonly onClose: () => void;
}
