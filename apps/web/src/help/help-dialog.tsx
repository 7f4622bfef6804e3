import { Dialog } from '../ui/dialog.tsx';
import { commands } from '../room/composer/slash-commands.ts';
import { messageActions, shortcutOf } from '../room/message-actions/actions.ts';
import { hasSoftKeyboard } from '../browser/soft-keyboard.ts';
import type { Strings } from '../i18n/en.ts';
import { useStrings } from '../i18n/use-strings.ts';

/** What can be written and pressed here. Who has no keys to press is told of none. */
export const HelpDialog = ({ onClose }: { onClose: () => void }) => {
  const words = useStrings();
  const sections = hasSoftKeyboard() ? [toWrite(words), byTouch(words)] : [toWrite(words), ...byKeyboard(words)];
  return (
    <Dialog title={words.help.title} onClose={onClose}>
      <div className="help">
        {sections.map(({ title, rows }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([keys, does]) => (
                <div key={keys.join(' ') + does}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
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
  /** What is written or pressed, one or the other, and what it does. */
  readonly rows: readonly (readonly [keys: readonly string[], does: string])[];
}

const toWrite = ({ composer, help }: Strings): Section => ({
  title: help.commandsTitle,
  rows: [
    ...commands.map(({ name }) => [[composer.commands[name].usage], composer.commands[name].description] as const),
    [['//x'], help.escapedSlash],
    [['@'], help.mention],
    [['> x'], help.quote],
    [['*x*', '`x`'], help.formatting],
  ],
});

const byTouch = ({ help }: Strings): Section => ({
  title: help.touchTitle,
  rows: [
    [[help.keys.enter], help.newLine],
    [[help.tap], help.tapAction],
  ],
});

const byKeyboard = ({ help, messageActions: labels, roster }: Strings): Section[] => {
  const { keys } = help;
  return [
    {
      title: help.typingTitle,
      rows: [
        [[keys.enter], help.send],
        [[keys.shiftEnter], help.newLine],
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
        [[keys.find], help.search],
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
