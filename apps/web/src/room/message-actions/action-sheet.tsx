import type { Member, Reaction } from '@mailroom/shared';
import { useState } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import { textWithoutMarkers } from '../../text/markup/text-without-markers.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Space } from '../../ui/space.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';
import { ActionIcon } from './action-icon.tsx';
import type { ActionTarget, MessageAction } from './actions.ts';
import { ConfirmDelete } from './confirm-delete.tsx';
import { QuickReactions } from './quick-reactions.tsx';
import { ReactionNames } from './reaction-names.tsx';

/** The dialog with the actions of a message that was pressed long. */
export const ActionSheet = ({ target, you, reactions, onAction, onReact, onMore, onClose }: ActionSheetProps) => {
  const { row, message, actions } = target;
  const { messageActions: strings } = useStrings();
  const [isConfirming, setIsConfirming] = useState(false);
  return (
    <Dialog title={strings.messageFrom(message.member.nickname)} onClose={onClose}>
      <p className="message-preview">
        <Timestamp at={row.letter.at} />
        <Space />
        <span dir="auto">{textWithoutMarkers(message.text)}</span>
      </p>
      {isConfirming ? (
        <ConfirmDelete onDelete={() => onAction('delete')} onCancel={() => setIsConfirming(false)} />
      ) : (
        <div className="action-list">
          {actions.includes('react') && (
            <div className="quick-reactions" role="group" aria-label={strings.react}>
              <QuickReactions reactions={reactions} you={you} onPick={onReact} onMore={onMore} />
            </div>
          )}
          <ReactionNames reactions={reactions} you={you} />
          {actions.filter(isInList).map((action) => (
            <button
              key={action}
              type="button"
              onClick={() => (action === 'delete' ? setIsConfirming(true) : onAction(action))}
            >
              <ActionIcon action={action} />
              <span>{strings[action]}</span>
            </button>
          ))}
        </div>
      )}
    </Dialog>
  );
};

/** The sheet offers reactions directly. */
const isInList = (action: MessageAction) => action !== 'react';

interface ActionSheetProps {
  readonly target: ActionTarget;
  readonly you: Member;
  /** The reactions to the message. */
  readonly reactions: readonly Reaction[];
  readonly onAction: (action: MessageAction) => void;
  /** Called with the chosen emoji, or with undefined to withdraw the reaction. */
  readonly onReact: (emoji: string | undefined) => void;
  /** Called to choose among all emoji. */
  readonly onMore: () => void;
  readonly onClose: () => void;
}
