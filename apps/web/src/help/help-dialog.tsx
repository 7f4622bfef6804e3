import { hasCommandKey } from '../browser/keyboard/command-key.ts';
import { hasOnScreenKeyboard } from '../browser/keyboard/on-screen-keyboard.ts';
import type { Strings } from '../i18n/en.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { enterSends } from '../room/composer/enter-key.ts';
import { commands } from '../room/composer/commands/slash-commands.ts';
import { messageActions, shortcutOf } from '../room/message-actions/actions.ts';
import { useSettings } from '../settings/use-settings.ts';
import { Dialog } from '../ui/dialog.tsx';

/** Lists the commands, the formatting, and the keyboard shortcuts. A touch device has no shortcuts. */
export const HelpDialog = ({ onClose }: { onClose: () => void }) => {
  const strings = useStrings();
  const { enterKey } = useSettings();
  const sends = enterSends(enterKey, hasOnScreenKeyboard());
  const sections = hasOnScreenKeyboard()
    ? [commandSection(strings), touchSection(strings, sends)]
    : [commandSection(strings), ...keyboardSections(strings, sends)];
  return (
    <Dialog title={strings.help.title} onClose={onClose}>
      <div className="help">
        {sections.map(({ title, rows }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([keys, effect]) => (
                <div key={keys.join(' ') + effect}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key} translate="no">
                        {key}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{effect}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};

interface Section {
  readonly title: string;
  /** Texts to type or keys to press, as alternatives, and their effect. */
  readonly rows: readonly (readonly [keys: readonly string[], effect: string])[];
}

const commandSection = ({ composer, help }: Strings): Section => ({
  title: help.commandsTitle,
  rows: [
    ...commands.map(({ name }) => [[composer.commands[name].usage], composer.commands[name].description] as const),
    [['//x'], help.escapedSlash],
    [['@'], help.mention],
    [[':x'], help.emoji],
    [['> x'], help.quote],
    [['- x', '1. x'], help.list],
    [['*x*', '**x**', '~~x~~'], help.formatting],
    [['`x`', '```'], help.code],
  ],
});

const touchSection = ({ help }: Strings, sends: boolean): Section => ({
  title: help.touchTitle,
  rows: [
    [[help.keys.enter], sends ? help.send : help.newLine],
    [[withControl(help.keys, help.keys.enter)], help.sendWithKeyboard],
    [[help.hold], help.holdAction],
  ],
});

/** A shortcut in the form that people read. */
const withControl = (keys: Strings['help']['keys'], key: string) => `${hasCommandKey() ? '⌘' : keys.control} + ${key}`;

const keyboardSections = ({ help, messageActions: labels, roster }: Strings, sends: boolean): Section[] => {
  const { keys } = help;
  const controlEnter = withControl(keys, keys.enter);
  return [
    {
      title: help.typingTitle,
      rows: [
        [sends ? [keys.enter, controlEnter] : [controlEnter], help.send],
        [sends ? [keys.shiftEnter] : [keys.enter, keys.shiftEnter], help.newLine],
        [['↑', '↓'], help.chooseSuggestion],
        [[keys.enter, 'Tab'], help.acceptSuggestion],
        [[keys.escape], help.dismissSuggestions],
        [['↑'], help.editLast],
        [[keys.shiftTab], help.goToConversation],
      ],
    },
    {
      title: help.conversationTitle,
      rows: [
        [[keys.enter], help.selectMessage],
        [['↑', '↓'], help.moveBetweenMessages],
        [[keys.home, keys.end], help.goToEnds],
        [[withControl(keys, 'F')], help.search],
        ...messageActions.map(
          (action) => [[action === 'delete' ? keys.delete : shortcutOf(action)], labels[action]] as const,
        ),
        [[keys.escape], help.goBack],
        [['?'], help.openHelp],
      ],
    },
    {
      title: roster.title,
      rows: [
        [['←', '↑', '↓', '→'], help.moveBetweenPeople],
        [[keys.enter], help.openCard],
      ],
    },
  ];
};
