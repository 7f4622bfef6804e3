import { useWords } from '../../i18n/use-strings.ts';

/** Asks whether a line is to go: nobody can bring it back. */
export const AskDelete = ({ tabIndex, onDelete, onKeep }: AskDeleteProps) => {
  const words = useWords().deeds;
  return (
    <div className="confirm-delete" role="group" aria-labelledby="confirm-delete">
      <p id="confirm-delete">{words.askDelete}</p>
      <button type="button" className="danger" tabIndex={tabIndex} onClick={onDelete}>
        {words.delete}
      </button>
      <button type="button" tabIndex={tabIndex} onClick={onKeep}>
        {words.keep}
      </button>
    </div>
  );
};

interface AskDeleteProps {
  readonly tabIndex?: -1;
  readonly onDelete: () => void;
  readonly onKeep: () => void;
}
