import { useWords } from '../../i18n/use-strings.ts';

/** Says that the line which the address names is not on this page. */
export const PermalinkNotFound = ({ onClose }: { onClose: () => void }) => {
  const { transcript, page } = useWords();
  return (
    <div className="permalink-not-found">
      <p role="status">{transcript.notHere}</p>
      <button type="button" onClick={onClose}>
        {page.close}
      </button>
    </div>
  );
};
