import type { Settings } from './settings.ts';

/** The colours of the desk, in which phones draw their own bars. */
const DESK = { light: '#f1ebdd', dark: '#12161c' };

/** Gives the page the look that was chosen. */
export const wear = ({ theme, density }: Settings) => {
  const { dataset } = document.documentElement;
  dataset['theme'] = theme;
  dataset['density'] = density;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = DESK[theme === 'system' ? own : theme];
  }
};
