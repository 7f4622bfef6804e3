import { use } from 'react';
import { isMentionOf, mentionAt, type MentionText } from '../../../text/mentions.ts';
import { toSource, toVisibleText, type ContainerNode, type TextNode } from '../../../text/markup/nodes.ts';
import { realHostOf } from '../../../text/real-host.ts';
import { CodeBlock } from './code-block.tsx';
import { rememberNodes } from './selected-source.ts';
import { MembersContext } from './members-context.ts';

/**
 * Shows the parsed text of a message: links, mentions, code, emphasis, lists and quotes. Highlights mentions of `nickname`. Hides the markers,
 * which `selected-source.ts` adds to what is copied. The text nodes in the document, joined, are the visible text of the nodes.
 *
 * Browsers may translate it, except for names, addresses and code. What is copied, quoted and edited is the text of the letter, never this one.
 */
export const FormattedText = ({ nodes, nickname }: FormattedTextProps) => (
  <span className="formatted" ref={(element) => rememberNodes(element, nodes)}>
    <Nodes nodes={nodes} nickname={nickname} />
  </span>
);

/** Shows a text as typed, with its markers. Only links and mentions are formatted. */
export const SourceText = ({ nodes, nickname }: FormattedTextProps) => (
  <span
    className="formatted"
    ref={(element) => rememberNodes(element, [{ type: 'text', text: nodes.map(toSource).join('') }])}
  >
    <SourceNodes nodes={nodes} nickname={nickname} />
  </span>
);

interface FormattedTextProps {
  readonly nodes: readonly TextNode[];
  readonly nickname: string;
}

const SourceNodes = ({ nodes, nickname }: FormattedTextProps) =>
  nodes.map((node, index) =>
    'children' in node ? (
      // oxlint-disable-next-line react/no-array-index-key -- the nodes of one text are never reordered
      <SourceNodes key={index} nodes={node.children} nickname={node.type === 'blockquote' ? '' : nickname} />
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- see above
      <SourceNode key={index} node={node} nickname={nickname} />
    ),
  );

const SourceNode = ({ node, nickname }: { node: Exclude<TextNode, ContainerNode>; nickname: string }) =>
  node.type === 'marker' || node.type === 'info' ? (
    <span className="markers">{node.text}</span>
  ) : (
    <Node node={node} nickname={nickname} />
  );

const Nodes = ({ nodes, nickname }: FormattedTextProps) =>
  // oxlint-disable-next-line react/no-array-index-key -- the nodes of one text are never reordered
  nodes.map((node, index) => <Node key={index} node={node} nickname={nickname} />);

const Node = ({ node, nickname }: { node: TextNode; nickname: string }) => {
  switch (node.type) {
    case 'text':
      return <span>{node.text}</span>;
    case 'marker':
      return null;
    case 'link':
      return (
        <a
          href={node.text}
          data-host={realHostOf(node.text)}
          target="_blank"
          rel="noopener noreferrer nofollow"
          translate="no"
        >
          {node.text}
        </a>
      );
    case 'mention':
      return <Mention node={node} nickname={nickname} />;
    case 'info':
      return <span className="code-info">{node.text}</span>;
    case 'paragraph':
      return <Nodes nodes={node.children} nickname={nickname} />;
    case 'code':
      return <CodeBlock node={node} />;
    case 'inlineCode':
      return (
        <code dir="ltr" translate="no">
          {toVisibleText(node.children)}
        </code>
      );
    case 'blockquote':
      return (
        <blockquote dir="auto">
          {/* A mention in a quote is not highlighted. */}
          <Nodes nodes={node.children} nickname="" />
        </blockquote>
      );
    case 'orderedList':
      return <OrderedList node={node} nickname={nickname} />;
    case 'bulletList':
      return (
        <ul dir="auto">
          <Nodes nodes={node.children} nickname={nickname} />
        </ul>
      );
    case 'listItem':
      return (
        <li value={node.value}>
          <Nodes nodes={node.children} nickname={nickname} />
        </li>
      );
    case 'emphasis':
    case 'strong':
    case 'delete': {
      const Element = ELEMENTS[node.type];
      return (
        <Element>
          <Nodes nodes={node.children} nickname={nickname} />
        </Element>
      );
    }
  }
};

const ELEMENTS = { emphasis: 'em', strong: 'strong', delete: 'del' } as const;

/** A mention, and the letters after its nickname. */
const Mention = ({ node, nickname }: { node: MentionText; nickname: string }) => {
  const mention = mentionAt(node, use(MembersContext));
  if (mention === undefined) return <span>{node.text}</span>;
  return (
    <>
      {isMentionOf(mention, nickname) ? (
        <mark className="mention" translate="no">
          {mention}
        </mark>
      ) : (
        <span className="mention" translate="no">
          {mention}
        </span>
      )}
      {node.text.length > mention.length && <span>{node.text.slice(mention.length)}</span>}
    </>
  );
};

/** The space for the numbers depends on the longest one, so that a year is not cut off. */
const OrderedList = ({ node, nickname }: { node: ContainerNode; nickname: string }) => {
  const digits = Math.max(...node.children.map((item) => ('value' in item ? String(item.value).length : 1)));
  return (
    <ol
      dir="auto"
      className={node.delimiter === ')' ? 'parentheses' : undefined}
      style={{ paddingInlineStart: `calc(${digits}ch + 1em)` }}
    >
      <Nodes nodes={node.children} nickname={nickname} />
    </ol>
  );
};
