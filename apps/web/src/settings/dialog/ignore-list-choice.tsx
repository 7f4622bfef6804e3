import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../../ui/space.tsx';
import { ignoreList } from '../ignore-list.ts';
import { useIgnoreList } from '../use-ignore-list.ts';

/** The ignored nicknames, whether they are in the room or not, each with a button that removes it from the list. */
export const IgnoreListChoice = () => {
  const { settings } = useStrings();
  const ignored = useIgnoreList();
  if (ignored.size === 0) return null;
  return (
    <fieldset className="setting">
      <legend>{settings.ignored}</legend>
      <ul className="ignore-list">
        {[...ignored.values()].map((nickname) => (
          <li key={nickname}>
            <button type="button" onClick={({ currentTarget }) => unignore(nickname, currentTarget)}>
              <span className="visually-hidden">{`${settings.unignore} `}</span>
              <bdi translate="no">{nickname}</bdi>
              <Space />
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
};

const unignore = (nickname: string, button: Element) => {
  // The button disappears with the nickname; without this the focus would be lost.
  button.closest('dialog')?.focus();
  ignoreList.remove([nickname]);
};
