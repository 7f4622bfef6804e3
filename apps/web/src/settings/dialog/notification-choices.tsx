import { browserSettings } from '../browser-settings.ts';
import { Choice } from './choice.tsx';
import { useSettings } from '../use-settings.ts';
import { useWords } from '../../i18n/use-strings.ts';
import { chime } from '../../notifications/chime.ts';
import { askToNotify } from '../../notifications/permission.ts';
import { useMayNotify } from '../../notifications/use-permission.ts';

/** Of what one is told, and how; and what the browser says to that now. Who chooses the bell hears it. */
export const BellChoices = () => {
  const { bell: words } = useWords();
  const { notify, sound } = useSettings();
  const may = useMayNotify();
  const { choose } = browserSettings;
  return (
    <>
      <Choice
        title={words.tellOf}
        options={[
          ['mentions', words.mentions],
          ['everything', words.everything],
          ['nothing', words.nothing],
        ]}
        chosen={notify}
        onChoose={(notify) => {
          choose({ notify });
          if (notify !== 'nothing') void askToNotify();
        }}
      />
      {notify !== 'nothing' && (
        <div className="setting-note">
          <p role="status">{may !== 'default' && words.mayNotify[may]}</p>
          {may === 'default' && (
            <button type="button" onClick={({ currentTarget }) => void allow(currentTarget)}>
              {words.allow}
            </button>
          )}
        </div>
      )}
      <Choice
        title={words.bell}
        options={[
          ['on', words.on],
          ['off', words.off],
        ]}
        chosen={sound}
        onChoose={(sound) => {
          choose({ sound });
          if (sound === 'on') void chime();
        }}
      />
    </>
  );
};

const allow = async (pressed: Element) => {
  const dialog = pressed.closest('dialog');
  // The button goes, and the focus would be nowhere.
  if ((await askToNotify()) !== 'default') dialog?.focus();
};
