import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-strings.ts';

/** From so long on it is no longer over in no time, in ms. */
const SHOW_TEXT_AFTER_MS = 700;

/** What stands there until it is known whether one is in the room: the page as it was before its script came, and a word when that takes long. */
export const LoadingScreen = () => {
  const { lobby } = useWords();
  const [openFor] = useState(() => performance.now());
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), SHOW_TEXT_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    // It goes on to appear from where the page's own had come.
    <main className="loading-screen" style={{ animationDelay: `${-openFor}ms` }}>
      <img src="/icon.svg" alt="" width={56} height={56} />
      <h1>Mailroom</h1>
      <p role="status">{isLong && lobby.opening}</p>
    </main>
  );
};
