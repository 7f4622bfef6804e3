import { useState } from 'react';
import { copied } from '../copied.ts';

/** Copies the address of the room, and says whether that went well. */
export const CopyAddress = ({ address }: { address: string }) => {
  const [words, setWords] = useState('');
  const copy = async () => {
    setWords('');
    setWords((await copied(address)) ? 'Copied.' : 'This browser does not let pages copy. Select the address above.');
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy link
      </button>
      <p className="copied" role="status">
        {words}
      </p>
    </>
  );
};
