import { useState } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import { textWithoutMarks } from '../../text/markup/text-without-marks.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Space } from '../../ui/space.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';
import { ActionIcon } from './action-icon.tsx';
import type { ActionTarget, MessageAction } from './actions.ts';
import { ConfirmDelete } from './confirm-delete.tsx';

/** The dialog with the actions of a tapped message. */
export const ActionSheet = ({ target: { row, message, actions }, onAction, onClose }: ActionSheetProps) => {
  const { messageActions: strings } = useStrings();
  const [isConfirming, setIsConfirming] = useState(false);
  return (
    <Dialog title={strings.messageFrom(message.member.nickname)} onClose={onClose}>
      <p className="message-preview">
        <Timestamp at={row.letter.at} />
        <Space />
        <span dir="auto">{textWithoutMarks(message.text)}</span>
      </p>
      {isConfirming ? (
        <ConfirmDelete onDelete={() => onAction('delete')} onCancel={() => setIsConfirming(false)} />
      ) : (
        <div className="action-list">
          {actions.map((action) => (
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

interface ActionSheetProps {
  readonly target: ActionTarget;
  readonly onAction: (action: MessageAction) => void;
  readonly onClose: () => void;
}
