import { useState } from 'react';
import { languages, type Language } from '../src/i18n/language.ts';
import { ThemeSheet } from './theme-sheet.tsx';

/** The theme, and all scenes in the light and the dark theme side by side, at the size of a phone or a desktop. */
export const Overview = ({ scenes }: { scenes: readonly string[] }) => {
  const [size, setSize] = useState<'phone' | 'desktop'>('phone');
  const [language, setLanguage] = useState<Language>('en');
  return (
    <main className="overview">
      <header>
        <h1>Mailroom: all its states</h1>
        {(['phone', 'desktop'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === size} onClick={() => setSize(each)}>
            {each}
          </button>
        ))}
        {(['en', 'de'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === language} onClick={() => setLanguage(each)}>
            {languages[each].name}
          </button>
        ))}
      </header>
      <ThemeSheet />
      {scenes.map((scene) => (
        <section key={scene} className={size} aria-label={scene}>
          <h2>
            <a href={`/style?scene=${scene}`} target="_blank" rel="noopener">
              {scene}
            </a>
          </h2>
          {(['light', 'dark'] as const).map((theme) => (
            // oxlint-disable-next-line react/iframe-missing-sandbox -- the frame shows this page itself
            <iframe
              key={theme}
              title={`${scene}, ${theme}`}
              src={`/style?scene=${scene}&theme=${theme}&language=${language}`}
              loading="lazy"
            />
          ))}
        </section>
      ))}
    </main>
  );
};
