import { createContext, use } from 'react';
import { useStrings } from '../../../i18n/use-strings.ts';
import { toVisibleText, type ContainerNode } from '../../../text/markup/nodes.ts';

/** Copies the code of a block. `button` is the pressed one. */
export const CopyCodeContext = createContext<(code: string, button: Element) => void>(() => {});

/** A code block with a button that copies the code, without its fences. The button has no text, because its block contains only code. */
export const CodeBlock = ({ node }: { node: ContainerNode }) => {
  const { message } = useStrings();
  const copyCode = use(CopyCodeContext);
  const info = toVisibleText(node.children.filter(({ type }) => type === 'info'));
  const code = toVisibleText(node.children.filter(({ type }) => type !== 'info'));
  return (
    <div className="code-block" translate="no">
      {info !== '' && <span className="code-info">{info}</span>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable element needs keyboard access */}
      <pre dir="ltr" tabIndex={0}>
        <code>{code}</code>
      </pre>
      <button
        type="button"
        className="copy-code"
        aria-label={message.copyCode}
        title={message.copyCode}
        onClick={({ currentTarget }) => copyCode(code.replace(/\n$/, ''), currentTarget)}
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
          <path d="M7.500 7.500h9v9h-9zM4 12.500h-.500v-9h9V4" />
        </svg>
      </button>
    </div>
  );
};
