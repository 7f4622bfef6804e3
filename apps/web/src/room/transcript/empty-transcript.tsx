import { useStrings } from '../../i18n/use-strings.ts';

/** Replaces the transcript as long as it contains no message. */
export const EmptyTranscript = ({ onInvite }: { onInvite: () => void }) => {
  const { invitation, transcript } = useStrings();
  return (
    <div className="empty-transcript">
      <svg viewBox="0 0 96 56" width="144" aria-hidden="true" focusable="false">
        <path d="M1 1h94v54H1zM32.300 1v54M63.700 1v54M1 28h94" />
        <path className="letter-paper" d="M37 28V14h22v14M37 14l11 8 11-8" />
      </svg>
      <p>{transcript.empty}</p>
      <button type="button" onClick={onInvite}>
        {invitation.title}
      </button>
    </div>
  );
};
