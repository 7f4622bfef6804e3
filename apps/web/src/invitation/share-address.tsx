import { useState } from 'react';
import { copyText } from '../browser/clipboard.ts';
import { useWords } from '../i18n/use-strings.ts';

/** Copies an address, or hands it to what the machine shares with; and says how that went. */
export const PassOn = ({ address }: { address: string }) => {
  const { invitation: words } = useWords();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();
  const copy = async () => {
    setOutcome(undefined);
    setOutcome((await copyText(address)) ? 'copied' : 'notCopied');
  };
  // Who thinks better of it has not met an error.
  const share = () => navigator.share({ title: 'Mailroom', url: address }).catch(() => {});
  return (
    <>
      <p className="share-buttons">
        <button type="button" className="primary" onClick={() => void copy()}>
          {words.copy}
        </button>
        {'share' in navigator && (
          <button type="button" onClick={() => void share()}>
            {words.share}
          </button>
        )}
      </p>
      <p className="outcome" role="status">
        {outcome && words[outcome]}
      </p>
    </>
  );
};
