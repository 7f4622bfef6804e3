import { ignoredPeople } from '../ignore-list.ts';
import { useIgnored } from '../use-ignore-list.ts';
import { useWords } from '../../i18n/use-strings.ts';

/** Whom one ignores in this browser, here or not: each can be heard again. */
export const IgnoredChoice = () => {
  const { settings: words } = useWords();
  const ignored = useIgnored();
  if (ignored.size === 0) return null;
  return (
    <fieldset className="setting">
      <legend>{words.ignored}</legend>
      <ul className="ignore-list">
        {[...ignored.values()].map((nickname) => (
          <li key={nickname}>
            <button type="button" onClick={({ currentTarget }) => hear(nickname, currentTarget)}>
              <span className="visually-hidden">{words.heed} </span>
              <bdi>{nickname}</bdi> <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
};

const hear = (nickname: string, pressed: Element) => {
  // The button goes, and the focus would be nowhere.
  pressed.closest('dialog')?.focus();
  ignoredPeople.heed([nickname]);
};
