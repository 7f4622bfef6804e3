import { useState } from 'react';
import { copied } from '../copied.ts';
import { useWords } from '../words/use-words.ts';

/** Copies the address of the room, and says whether that went well. */
export const CopyAddress = ({ address }: { address: string }) => {
  const { transcript } = useWords();
  const [end, setEnd] = useState<'copied' | 'notCopied'>();
  const copy = async () => {
    setEnd(undefined);
    setEnd((await copied(address)) ? 'copied' : 'notCopied');
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {transcript.copyLink}
      </button>
      <p className="copied" role="status">
        {end && transcript[end]}
      </p>
    </>
  );
};
