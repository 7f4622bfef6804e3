import { useStrings } from '../i18n/use-strings.ts';
import { Dialog } from '../ui/dialog.tsx';

/** Asks whether to leave although some texts were not sent. They are kept as a draft. */
export const LeaveDialog = ({ unsentCount, onLeave, onClose }: LeaveDialogProps) => {
  const { room } = useStrings();
  return (
    <Dialog title={room.leaveTitle} onClose={onClose}>
      {/* They may be sent while the dialog is open. */}
      {unsentCount > 0 && <p>{room.unsent(unsentCount)}</p>}
      <p className="dialog-buttons">
        <button type="button" className="primary" onClick={onLeave}>
          {room.leaveNow}
        </button>
        <button type="button" onClick={onClose}>
          {room.stay}
        </button>
      </p>
    </Dialog>
  );
};

export interface LeaveDialogProps {
  /** The number of texts that the room has not accepted. */
  readonly unsentCount: number;
  readonly onLeave: () => void;
  readonly onClose: () => void;
}
