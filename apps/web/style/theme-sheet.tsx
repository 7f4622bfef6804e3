import theme from '../src/theme.css?raw';

const PALETTES = ['light', 'dark'] as const;

/** The theme's colours, each on light paper and on dark, and its sizes of text: read off the theme itself. */
export const ThemeSheet = () => (
  <aside className="theme-sheet" aria-label="theme">
    <ul className="sizes">
      {tokens(/[\d.]+rem/)
        .filter(([name]) => !['--space', '--radius'].includes(name))
        .map(([name, size]) => (
          <li key={name} style={{ fontSize: `var(${name})` }}>
            Ann joined <code>{`${name} ${size}`}</code>
          </li>
        ))}
    </ul>
    {PALETTES.map((palette) => (
      <ul key={palette} className="colors" style={{ colorScheme: palette }}>
        {tokens(/light-dark\(.*\)/).map(([name]) => (
          <li key={name}>
            <span style={{ background: `var(${name})` }} /> <code>{name}</code>
          </li>
        ))}
      </ul>
    ))}
  </aside>
);

/** The names in the theme whose value reads so, each with its value. */
const tokens = (value: RegExp): [string, string][] =>
  [...theme.matchAll(new RegExp(`^ {4}(--[a-z-]+): (${value.source});$`, 'gm'))].map(([, name = '', is = '']) => [
    name,
    is,
  ]);
