import { useWords } from '../../i18n/use-strings.ts';

/** Where one looks for somebody in a room with many people. */
export const RosterSearch = ({ sought, found, onSeek }: RosterSearchProps) => {
  const { roster } = useWords();
  const told = found === 0 ? roster.nobodyFound : roster.found(found);
  return (
    <search>
      <input
        type="search"
        value={sought}
        aria-label={roster.search}
        placeholder={roster.search}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onSeek(target.value)}
      />
      <p role="status" className={found === 0 ? undefined : 'visually-hidden'}>
        {sought.trim() !== '' && told}
      </p>
    </search>
  );
};

interface RosterSearchProps {
  readonly sought: string;
  /** How many people that are. */
  readonly found: number;
  readonly onSeek: (sought: string) => void;
}
