import { useEffect, useRef, useState } from 'react';
import { useStrings } from '../i18n/use-strings.ts';
import { Prompt } from '../ui/prompt.tsx';
import { browserSettings } from '../settings/browser-settings.ts';
import { notificationPermission, requestNotificationPermission } from './permission.ts';

/** Offers to turn on notifications after a missed mention, or the sound where notifications are not available. */
export const EnableNotificationsPrompt = ({ onClose }: { onClose: () => void }) => {
  const { notifications, page } = useStrings();
  const [isDenied, setIsDenied] = useState(false);
  const closeButton = useRef<HTMLButtonElement>(null);
  // The button that had the focus has disappeared.
  useEffect(() => void (isDenied && closeButton.current?.focus()), [isDenied]);
  const isAvailable = !['insecure', 'unsupported'].includes(notificationPermission());
  const accept = async () => {
    if (!isAvailable) browserSettings.update({ sound: 'on' });
    else if ((await requestNotificationPermission()) === 'denied') return setIsDenied(true);
    return onClose();
  };
  return (
    <Prompt
      id="notifications-prompt"
      text={
        isDenied
          ? notifications.promptDenied
          : isAvailable
            ? notifications.promptNotification
            : notifications.promptSound
      }
    >
      {!isDenied && (
        <button type="button" onClick={() => void accept()}>
          {notifications.promptAccept}
        </button>
      )}
      <button type="button" ref={closeButton} className="plain" onClick={onClose}>
        {isDenied ? page.close : notifications.promptDismiss}
      </button>
    </Prompt>
  );
};
