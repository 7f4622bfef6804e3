import type { Settings } from './settings.ts';

/** The page's background colors, in which phones draw their own bars. */
const THEME_COLORS = { light: '#f1ebdd', dark: '#12161c' };

/** Applies theme and density to the document. */
export const applyTheme = ({ theme, density }: Settings) => {
  const { dataset } = document.documentElement;
  dataset['theme'] = theme;
  dataset['density'] = density;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = THEME_COLORS[theme === 'system' ? scheme : theme];
  }
};
