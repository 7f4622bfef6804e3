import { bell } from './en/notifications.ts';
import { composer } from './en/composer.ts';
import { deeds } from './en/message-actions.ts';
import { farewells } from './en/farewells.ts';
import { invitation } from './en/invitation.ts';
import { help } from './en/help.ts';
import { find } from './en/find.ts';
import { line } from './en/message.ts';
import { lobby } from './en/lobby.ts';
import { menu } from './en/menu.ts';
import { page } from './en/page.ts';
import { refusals } from './en/refusals.ts';
import { room } from './en/room.ts';
import { roster } from './en/roster.ts';
import { settings } from './en/settings.ts';
import { transcript } from './en/transcript.ts';

/** All words of the page, in English. */
export const english = {
  page,
  lobby,
  farewells,
  refusals,
  room,
  menu,
  invitation,
  transcript,
  line,
  help,
  composer,
  roster,
  bell,
  settings,
  deeds,
  find,
};

/** All words of the page, in some language. What has a part that differs is a function; what is drawn within it is a ReactNode. */
export type Words = typeof english;
