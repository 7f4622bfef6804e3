import theme from '../src/theme.css?raw';

const PALETTES = ['light', 'dark'] as const;

/** The text sizes of the theme, and its colors in both palettes, read from the style sheet. */
export const ThemeSheet = () => (
  <aside className="theme-sheet" aria-label="theme">
    <ul className="sizes">
      {customProperties(/[\d.]+rem/)
        .filter(([name]) => !['--space', '--radius'].includes(name))
        .map(([name, size]) => (
          <li key={name} style={{ fontSize: `var(${name})` }}>
            Ann joined <code>{`${name} ${size}`}</code>
          </li>
        ))}
    </ul>
    {PALETTES.map((palette) => (
      <ul key={palette} className="colors" style={{ colorScheme: palette }}>
        {customProperties(/light-dark\(.*\)/).map(([name]) => (
          <li key={name}>
            <span style={{ background: `var(${name})` }} /> <code>{name}</code>
          </li>
        ))}
      </ul>
    ))}
  </aside>
);

/** Returns the custom properties of the theme whose value matches, as pairs of name and value. */
const customProperties = (value: RegExp): [string, string][] =>
  [...theme.matchAll(new RegExp(`^ {4}(--[a-z-]+): (${value.source});$`, 'gm'))].map(([, name = '', text = '']) => [
    name,
    text,
  ]);
