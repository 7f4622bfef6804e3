import { useStrings } from '../../i18n/use-strings.ts';

/** Asks to confirm the deletion of a message, which cannot be undone. */
export const ConfirmDelete = ({ tabIndex, onDelete, onCancel }: ConfirmDeleteProps) => {
  const { messageActions: strings } = useStrings();
  return (
    <div className="confirm-delete" role="group" aria-labelledby="confirm-delete">
      <p id="confirm-delete">{strings.confirmDelete}</p>
      <button type="button" className="danger" tabIndex={tabIndex} onClick={onDelete}>
        {strings.delete}
      </button>
      <button type="button" tabIndex={tabIndex} onClick={onCancel}>
        {strings.cancelDelete}
      </button>
    </div>
  );
};

interface ConfirmDeleteProps {
  /** -1 in a toolbar, where the arrow keys move between the buttons. */
  readonly tabIndex?: -1;
  readonly onDelete: () => void;
  readonly onCancel: () => void;
}
