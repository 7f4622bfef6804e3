import { useWords } from '../../i18n/use-strings.ts';
import type { Offer } from './autocomplete.ts';
import { Nickname } from '../../ui/nickname.tsx';

/** The id of the list of offers, for the field that it belongs to. */
export const OFFERS_ID = 'suggestions';

/** The id of one offer in the list. */
export const offerId = (index: number) => `offer-${index}`;

/** What is offered for the word that was begun, above the field. The focus stays in the field. */
export const Offers = ({ offers, chosen, take }: OffersProps) => {
  const { composer } = useWords();
  return (
    // A press would take the focus away; on a phone the keyboard would go with it.
    <div
      className="suggestions"
      id={OFFERS_ID}
      role="listbox"
      tabIndex={-1}
      aria-label={composer.toChooseFrom}
      onMouseDown={(event) => event.preventDefault()}
    >
      {offers.map((offer, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are pressed in the field
        <div
          key={offer.text}
          id={offerId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          ref={index === chosen ? intoView : undefined}
          onClick={() => take(index)}
        >
          {offer.type === 'member' ? (
            <Nickname member={offer.member} isYou={false} />
          ) : (
            <>
              <span className="usage">{composer.commands[offer.command.name].usage}</span>{' '}
              <span className="description">{composer.commands[offer.command.name].does}</span>
            </>
          )}
        </div>
      ))}
    </div>
  );
};

const intoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' });

interface OffersProps {
  readonly offers: readonly Offer[];
  /** The index of the one that Enter takes. */
  readonly chosen: number;
  readonly take: (index: number) => void;
}
