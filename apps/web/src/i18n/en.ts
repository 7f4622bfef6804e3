import { notifications } from './en/notifications.ts';
import { composer } from './en/composer.ts';
import { messageActions } from './en/message-actions.ts';
import { lobbyNotices } from './en/lobby-notices.ts';
import { invitation } from './en/invitation.ts';
import { help } from './en/help.ts';
import { emoji } from './en/emoji.ts';
import { find } from './en/find.ts';
import { message } from './en/message.ts';
import { lobby } from './en/lobby.ts';
import { menu } from './en/menu.ts';
import { olderMessages } from './en/older-messages.ts';
import { page } from './en/page.ts';
import { refusals } from './en/refusals.ts';
import { room } from './en/room.ts';
import { roster } from './en/roster.ts';
import { settings } from './en/settings.ts';
import { transcript } from './en/transcript.ts';

/** All strings of the page, in English. */
export const en = {
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

/** All strings of the page in one language. A string with variable parts is a function; one that contains elements is a ReactNode. */
export type Strings = typeof en;
