import { BellChoices } from './notification-choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { languages } from '../../i18n/language.ts';
import { useWords } from '../../i18n/use-strings.ts';
import { browserSettings } from '../browser-settings.ts';
import { Choice } from './choice.tsx';
import { IgnoredChoice } from './ignore-list-choice.tsx';
import { useSettings } from '../use-settings.ts';

/** What can be chosen for this browser. Each choice takes effect at once. */
export const SettingsDialog = ({ onClose }: { onClose: () => void }) => {
  const { settings: words } = useWords();
  const { theme, density, clock, language, goings } = useSettings();
  const { choose } = browserSettings;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <Choice
        title={words.theme}
        options={[
          ['system', words.asTheSystem],
          ['light', words.light],
          ['dark', words.dark],
        ]}
        chosen={theme}
        onChoose={(theme) => choose({ theme })}
      />
      <Choice
        title={words.density}
        options={[
          ['roomy', words.roomy],
          ['compact', words.compact],
        ]}
        chosen={density}
        onChoose={(density) => choose({ density })}
      />
      <Choice
        title={words.clock}
        options={[
          ['auto', words.asUsual],
          ['24', words.hours24],
          ['12', words.hours12],
        ]}
        chosen={clock}
        onChoose={(clock) => choose({ clock })}
      />
      <Choice
        title={words.goings}
        options={[
          ['shown', words.shown],
          ['hidden', words.hidden],
        ]}
        chosen={goings}
        onChoose={(goings) => choose({ goings })}
      />
      <BellChoices />
      <IgnoredChoice />
      <Choice
        title={words.language}
        options={[
          ['auto', words.asTheBrowser],
          ['en', languages.en.name, 'en'],
          ['de', languages.de.name, 'de'],
        ]}
        chosen={language}
        onChoose={(language) => choose({ language })}
      />
    </Dialog>
  );
};
