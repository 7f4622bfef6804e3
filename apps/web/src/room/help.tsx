import type { Words } from '../words/english.ts';
import { useWords } from '../words/use-words.ts';
import { commands } from './commands.ts';
import { hasScreenKeyboard } from './screen-keyboard.ts';

/** What can be written and pressed here, above the composer. */
export const Help = ({ onClose }: { onClose: () => void }) => {
  const { composer, page } = useWords();
  const told = [
    ...commands.map(({ name }) => [composer.commands[name].usage, composer.commands[name].does] as const),
    ['//x', composer.signs.slashes] as const,
    ['@', composer.signs.at] as const,
    ...keys(composer),
  ];
  return (
    <section className="help" aria-labelledby="help">
      <h2 id="help">{composer.help}</h2>
      <button type="button" onClick={onClose} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
        {page.close}
      </button>
      <dl>
        {told.map(([usage, does]) => (
          <div key={usage}>
            <dt>{usage}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

const keys = ({ keys }: Words['composer']) =>
  hasScreenKeyboard()
    ? ([[keys.enter, keys.newLine]] as const)
    : ([
        [keys.enter, keys.sends],
        [keys.shiftEnter, keys.newLine],
        ['↑ ↓', keys.choose],
        [keys.enterOrTab, keys.take],
        [keys.escape, keys.closes],
      ] as const);
