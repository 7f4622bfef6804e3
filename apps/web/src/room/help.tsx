import { commands } from './commands.ts';
import { hasScreenKeyboard } from './screen-keyboard.ts';

/** What can be written and pressed here, above the composer. */
export const Help = ({ onClose }: { onClose: () => void }) => (
  <section className="help" aria-labelledby="help">
    <h2 id="help">Help</h2>
    <button type="button" onClick={onClose} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      Close
    </button>
    <dl>
      {[...commands.map(({ usage, words }) => [usage, words] as const), ...SIGNS, ...keys()].map(([usage, words]) => (
        <div key={usage}>
          <dt>{usage}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const SIGNS = [
  ['//x', 'says /x'],
  ['@', 'offers who is here'],
] as const;

const keys = () => (hasScreenKeyboard() ? TOUCH_KEYS : KEYS);

const TOUCH_KEYS = [['Enter', 'begins a new line']] as const;
const KEYS = [
  ['Enter', 'sends'],
  ['Shift + Enter', 'begins a new line'],
  ['↑ ↓', 'choose what is offered'],
  ['Enter, Tab', 'take it'],
  ['Escape', 'closes what is offered, and this'],
] as const;
