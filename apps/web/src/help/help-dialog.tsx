import { Dialog } from '../ui/dialog.tsx';
import { commands } from '../room/composer/slash-commands.ts';
import { allDeeds, keyOf } from '../room/message-actions/actions.ts';
import { hasSoftKeyboard } from '../browser/soft-keyboard.ts';
import type { Words } from '../i18n/en.ts';
import { useWords } from '../i18n/use-strings.ts';

/** What can be written and pressed here. Who has no keys to press is told of none. */
export const HelpDialog = ({ onClose }: { onClose: () => void }) => {
  const words = useWords();
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

const toWrite = ({ composer, help }: Words): Section => ({
  title: help.toWrite,
  rows: [
    ...commands.map(({ name }) => [[composer.commands[name].usage], composer.commands[name].does] as const),
    [['//x'], help.slashes],
    [['@'], help.at],
    [['> x'], help.quotation],
    [['*x*', '`x`'], help.marks],
  ],
});

const byTouch = ({ help }: Words): Section => ({
  title: help.byTouch,
  rows: [
    [[help.keys.enter], help.newLine],
    [[help.tap], help.deeds],
  ],
});

const byKeyboard = ({ help, deeds, roster }: Words): Section[] => {
  const { keys } = help;
  return [
    {
      title: help.whileWriting,
      rows: [
        [[keys.enter], help.sends],
        [[keys.shiftEnter], help.newLine],
        [['↑', '↓'], help.choose],
        [[keys.enter, 'Tab'], help.take],
        [[keys.escape], help.closesOffers],
        [['↑'], help.editsLast],
        [[keys.shiftTab], help.toConversation],
      ],
    },
    {
      title: help.inConversation,
      rows: [
        [[keys.enter], help.selects],
        [['↑', '↓'], help.steps],
        [[keys.home, keys.end], help.toEnds],
        [[keys.find], help.finds],
        ...allDeeds.map((deed) => [[deed === 'delete' ? keys.delete : keyOf(deed)], deeds[deed]] as const),
        [[keys.escape], help.goesBack],
        [['?'], help.opensThis],
      ],
    },
    {
      title: roster.whoIsHere,
      rows: [
        [['←', '↑', '↓', '→'], help.amongPeople],
        [[keys.enter], help.tellsMore],
      ],
    },
  ];
};
