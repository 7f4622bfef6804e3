import { useStrings } from '../../i18n/use-strings.ts';
import { chime } from '../../notifications/chime.ts';
import { requestNotificationPermission } from '../../notifications/permission.ts';
import { useNotificationPermission } from '../../notifications/use-permission.ts';
import { browserSettings } from '../browser-settings.ts';
import { useSettings } from '../use-settings.ts';
import { RadioGroup } from './radio-group.tsx';

/** The notification settings and the browser's permission. Turning the sound on plays it. */
export const NotificationChoices = () => {
  const { notifications } = useStrings();
  const { notify, sound } = useSettings();
  const permission = useNotificationPermission();
  const { update } = browserSettings;
  return (
    <>
      <RadioGroup
        title={notifications.notifyMeAbout}
        options={[
          ['mentions', notifications.mentions],
          ['everything', notifications.allMessages],
          ['nothing', notifications.nothing],
        ]}
        selected={notify}
        onSelect={(notify) => {
          update({ notify });
          if (notify !== 'nothing') void requestNotificationPermission();
        }}
      />
      {notify !== 'nothing' && (
        <div className="setting-note">
          <p role="status">{permission !== 'default' && notifications.permission[permission]}</p>
          {permission === 'default' && (
            <button type="button" onClick={({ currentTarget }) => void enable(currentTarget)}>
              {notifications.enable}
            </button>
          )}
        </div>
      )}
      <RadioGroup
        title={notifications.sound}
        options={[
          ['on', notifications.on],
          ['off', notifications.off],
        ]}
        selected={sound}
        onSelect={(sound) => {
          update({ sound });
          if (sound === 'on') void chime();
        }}
      />
    </>
  );
};

const enable = async (button: Element) => {
  const dialog = button.closest('dialog');
  // The button disappears once the permission is decided; without this the focus would be lost.
  if ((await requestNotificationPermission()) !== 'default') dialog?.focus();
};
