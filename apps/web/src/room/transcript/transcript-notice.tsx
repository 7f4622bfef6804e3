import type { ReactNode } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';

/** A line above the transcript that can be closed. Screen readers announce its text. `children` are further buttons. */
export const TranscriptNotice = ({ text, onClose, children }: TranscriptNoticeProps) => {
  const { page } = useStrings();
  return (
    <div className="transcript-notice">
      <p role="status">{text}</p>
      {children}
      <button type="button" onClick={onClose}>
        {page.close}
      </button>
    </div>
  );
};

interface TranscriptNoticeProps {
  readonly text: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
