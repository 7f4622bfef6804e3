import { useState } from 'react';
import { copyText } from '../browser/clipboard.ts';
import { useStrings } from '../i18n/use-strings.ts';

/** Buttons that copy the address or open the share sheet of the device, and the outcome of copying. */
export const ShareAddress = ({ roomName, address }: { roomName: string; address: string }) => {
  const { invitation } = useStrings();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();
  const copy = async () => {
    setOutcome(undefined);
    setOutcome((await copyText(address)) ? 'copied' : 'copyFailed');
  };
  // The promise also rejects when the user cancels.
  const share = () => navigator.share({ title: roomName, url: address }).catch(() => {});
  return (
    <>
      <p className="share-buttons">
        <button type="button" className="primary" onClick={() => void copy()}>
          {invitation.copyLink}
        </button>
        {'share' in navigator && (
          <button type="button" onClick={() => void share()}>
            {invitation.share}
          </button>
        )}
      </p>
      <p className="outcome" role="status">
        {outcome && invitation[outcome]}
      </p>
    </>
  );
};
