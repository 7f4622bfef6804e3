import { notifications } from './de/notifications.ts';
import { composer } from './de/composer.ts';
import { messageActions } from './de/message-actions.ts';
import { lobbyNotices } from './de/lobby-notices.ts';
import { invitation } from './de/invitation.ts';
import { help } from './de/help.ts';
import { emoji } from './de/emoji.ts';
import { find } from './de/find.ts';
import { message } from './de/message.ts';
import { lobby } from './de/lobby.ts';
import { menu } from './de/menu.ts';
import { olderMessages } from './de/older-messages.ts';
import { page } from './de/page.ts';
import { refusals } from './de/refusals.ts';
import { room } from './de/room.ts';
import { roster } from './de/roster.ts';
import { settings } from './de/settings.ts';
import { transcript } from './de/transcript.ts';
import type { Strings } from './en.ts';

/** All strings of the page, in German. */
export const de: Strings = {
  page,
  lobby,
  lobbyNotices,
  refusals,
  room,
  menu,
  invitation,
  transcript,
  olderMessages,
  message,
  help,
  composer,
  emoji,
  roster,
  notifications,
  settings,
  messageActions,
  find,
};
