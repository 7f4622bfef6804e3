import { useEffect, useState } from 'react';
import { useStrings } from '../i18n/use-strings.ts';

/** Messages are usually sent within this time in ms. */
const SENDING_MS = 2_000;

/**
 * Says that a reload would lose unsent messages, after they have been unsent for a while. Screen readers announce it once: it stays until all
 * messages are sent or stored.
 */
export const UnstoredNotice = ({ isStored }: { isStored: boolean }) => {
  const { room } = useStrings();
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(!isStored), isStored ? 0 : SENDING_MS);
    return () => clearTimeout(timer);
  }, [isStored]);
  return (
    <p className="unstored-notice" role="status">
      {isShown && room.unsentNotStored}
    </p>
  );
};
