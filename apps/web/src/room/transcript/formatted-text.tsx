import { use, type ReactNode } from 'react';
import { isMentionOf, mentionAt, type MentionText } from '../../text/mentions.ts';
import { MARKERS, type TextNode } from '../../text/nodes.ts';
import { truncateNodes } from '../../text/fold-text.ts';
import { parseText } from '../../text/parse-text.ts';
import { realHostOf } from '../../text/real-host.ts';
import { MembersContext } from './members-context.ts';

/**
 * Shows message text with its markup: links, mentions, code, emphasis and quotes. Highlights mentions of `nickname`. Keeps the markers, so
 * that copied text is the text as typed. Shows only the first `maxLength` UTF-16 units, if given.
 */
export const FormattedText = ({ text, nickname, maxLength }: FormattedTextProps) => {
  const nodes = parseText(text);
  return <Nodes nodes={maxLength === undefined ? nodes : truncateNodes(nodes, maxLength)} nickname={nickname} />;
};

interface FormattedTextProps {
  readonly text: string;
  readonly nickname: string;
  readonly maxLength: number | undefined;
}

const Nodes = ({ nodes, nickname }: { nodes: readonly TextNode[]; nickname: string }) =>
  // oxlint-disable-next-line react/no-array-index-key -- the nodes of one text are never reordered
  nodes.map((node, index) => <Node key={index} node={node} nickname={nickname} />);

const Node = ({ node, nickname }: { node: TextNode; nickname: string }) => {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'link':
      return (
        <a href={node.text} data-host={realHostOf(node.text)} target="_blank" rel="noopener noreferrer nofollow">
          {node.text}
        </a>
      );
    case 'mention':
      return <Mention node={node} nickname={nickname} />;
    case 'inlineCode':
      return (
        <code dir="ltr">
          <WithMarkers type="inlineCode">{node.text}</WithMarkers>
        </code>
      );
    case 'code':
    case 'quotedCode':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable element needs keyboard access
        <code className="block" dir="ltr" tabIndex={0}>
          <WithMarkers type="code">
            {'children' in node ? <Nodes nodes={node.children} nickname={nickname} /> : node.text}
          </WithMarkers>
        </code>
      );
    case 'quoteMarker':
      return <span className="markers">{node.text}</span>;
    case 'blockquote':
      return (
        <q>
          {/* A mention in a quote is not highlighted. */}
          <Nodes nodes={node.children} nickname="" />
        </q>
      );
    case 'emphasis':
    case 'strong': {
      const Element = ELEMENTS[node.type];
      return (
        <Element>
          <WithMarkers type={node.type}>
            <Nodes nodes={node.children} nickname={nickname} />
          </WithMarkers>
        </Element>
      );
    }
  }
};

/** A mention, and the letters after its nickname. */
const Mention = ({ node, nickname }: { node: MentionText; nickname: string }) => {
  const mention = mentionAt(node, use(MembersContext));
  if (mention === undefined) return node.text;
  const Element = isMentionOf(mention, nickname) ? 'mark' : 'span';
  return (
    <>
      <Element className="mention">{mention}</Element>
      {node.text.slice(mention.length)}
    </>
  );
};

const ELEMENTS = { emphasis: 'em', strong: 'strong' } as const;

const WithMarkers = ({ type, children }: { type: keyof typeof MARKERS; children: ReactNode }) => (
  <>
    <span className="markers">{MARKERS[type]}</span>
    {children}
    <span className="markers">{MARKERS[type]}</span>
  </>
);
