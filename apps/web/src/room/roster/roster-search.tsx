import { useStrings } from '../../i18n/use-strings.ts';

/** The search field of the roster. */
export const RosterSearch = ({ query, matchCount, onQueryChange }: RosterSearchProps) => {
  const { roster } = useStrings();
  const result = matchCount === 0 ? roster.noneFound : roster.foundCount(matchCount);
  return (
    <search>
      <input
        type="search"
        value={query}
        aria-label={roster.search}
        placeholder={roster.search}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onQueryChange(target.value)}
      />
      <p role="status" className={matchCount === 0 ? undefined : 'visually-hidden'}>
        {query.trim() !== '' && result}
      </p>
    </search>
  );
};

interface RosterSearchProps {
  readonly query: string;
  readonly matchCount: number;
  readonly onQueryChange: (query: string) => void;
}
