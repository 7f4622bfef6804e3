import { useStrings } from '../../../i18n/use-strings.ts';
import { Avatar } from '../../../ui/member/avatar.tsx';
import { Nickname } from '../../../ui/member/nickname.tsx';
import { readableName } from '../../emoji/readable-name.ts';
import type { Suggestion } from './autocomplete.ts';

/** The element id of the list. */
export const SUGGESTIONS_ID = 'suggestions';

/** Returns the element id of one suggestion. */
export const suggestionId = (index: number) => `suggestion-${index}`;

/** The autocomplete suggestions, above the field. The focus stays in the field. */
export const SuggestionList = ({ suggestions, activeIndex, onAccept }: SuggestionListProps) => {
  const { composer } = useStrings();
  return (
    // A press must not take the focus from the field; on a phone the keyboard would close with it.
    <div
      className="suggestions"
      id={SUGGESTIONS_ID}
      role="listbox"
      tabIndex={-1}
      aria-label={composer.suggestions}
      onMouseDown={(event) => event.preventDefault()}
    >
      {suggestions.map((suggestion, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys
        <div
          key={suggestion.text}
          id={suggestionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === activeIndex}
          aria-label={suggestion.type === 'emoji' ? readableName(suggestion.name) : undefined}
          ref={index === activeIndex ? scrollIntoView : undefined}
          onClick={() => onAccept(index)}
        >
          <SuggestionContent suggestion={suggestion} />
        </div>
      ))}
    </div>
  );
};

const SuggestionContent = ({ suggestion }: { suggestion: Suggestion }) => {
  const { composer } = useStrings();
  switch (suggestion.type) {
    case 'member':
      return (
        <>
          <Avatar member={suggestion.member} />
          <Nickname member={suggestion.member} isYou={false} />
        </>
      );
    case 'emoji':
      return (
        <>
          <span className="emoji">{suggestion.text}</span>
          <span translate="no">{suggestion.name}</span>
        </>
      );
    case 'command':
      return (
        <>
          <span className="usage" translate="no">
            {composer.commands[suggestion.command.name].usage}
          </span>
          <span className="description">{composer.commands[suggestion.command.name].description}</span>
        </>
      );
  }
};

const scrollIntoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' });

interface SuggestionListProps {
  readonly suggestions: readonly Suggestion[];
  /** The index of the suggestion that Enter accepts. */
  readonly activeIndex: number;
  readonly onAccept: (index: number) => void;
}
