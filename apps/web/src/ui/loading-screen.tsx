import { useEffect, useState } from 'react';
import { pageTitle } from '../browser/page-title.ts';
import { useStrings } from '../i18n/use-strings.ts';

/** The time after which the screen says that the room is opening, in ms. */
const SHOW_TEXT_AFTER_MS = 700;

/** Shown until the session and the room are loaded. Looks like the static content of index.html, which it replaces. */
export const LoadingScreen = () => {
  const { lobby } = useStrings();
  const [pageAgeMs] = useState(() => performance.now());
  const [showsText, setShowsText] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShowsText(true), SHOW_TEXT_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    // Continues the fade-in of the static content.
    <main className="loading-screen" style={{ animationDelay: `${-pageAgeMs}ms` }}>
      <img src="/icon.svg" alt="" width={56} height={56} />
      <h1 dir="auto" translate="no">
        {pageTitle}
      </h1>
      <p role="status">{showsText && lobby.opening}</p>
    </main>
  );
};
