import { languages } from '../../i18n/language.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { browserSettings } from '../browser-settings.ts';
import { useSettings } from '../use-settings.ts';
import { IgnoreListChoice } from './ignore-list-choice.tsx';
import { NotificationChoices } from './notification-choices.tsx';
import { RadioGroup } from './radio-group.tsx';

/** The settings of this browser. Each choice takes effect at once. */
export const SettingsDialog = ({ onClose }: { onClose: () => void }) => {
  const { settings } = useStrings();
  const { theme, density, clock, enterKey, language, membership, formattingCharacters } = useSettings();
  const { update } = browserSettings;
  return (
    <Dialog title={settings.title} onClose={onClose}>
      <RadioGroup
        title={settings.theme}
        options={[
          ['system', settings.system],
          ['light', settings.light],
          ['dark', settings.dark],
        ]}
        selected={theme}
        onSelect={(theme) => update({ theme })}
      />
      <RadioGroup
        title={settings.density}
        options={[
          ['roomy', settings.comfortable],
          ['compact', settings.compact],
        ]}
        selected={density}
        onSelect={(density) => update({ density })}
      />
      <RadioGroup
        title={settings.timeFormat}
        options={[
          ['auto', settings.automatic],
          ['24', settings.hours24],
          ['12', settings.hours12],
        ]}
        selected={clock}
        onSelect={(clock) => update({ clock })}
      />
      <RadioGroup
        title={settings.membership}
        options={[
          ['shown', settings.show],
          ['hidden', settings.hide],
        ]}
        selected={membership}
        onSelect={(membership) => update({ membership })}
      />
      <RadioGroup
        title={settings.formattingCharacters}
        options={[
          ['hidden', settings.hide],
          ['shown', settings.show],
        ]}
        selected={formattingCharacters}
        onSelect={(formattingCharacters) => update({ formattingCharacters })}
      />
      <RadioGroup
        title={settings.enterKey}
        options={[
          ['auto', settings.automatic],
          ['sends', settings.enterSends],
          ['breaks', settings.enterBreaks],
        ]}
        selected={enterKey}
        onSelect={(enterKey) => update({ enterKey })}
      />
      <NotificationChoices />
      <IgnoreListChoice />
      <RadioGroup
        title={settings.language}
        options={[
          ['auto', settings.browserDefault],
          ['en', languages.en.name, 'en'],
          ['de', languages.de.name, 'de'],
        ]}
        selected={language}
        onSelect={(language) => update({ language })}
      />
    </Dialog>
  );
};
