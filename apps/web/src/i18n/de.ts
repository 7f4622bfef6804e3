import { bell } from './de/notifications.ts';
import { composer } from './de/composer.ts';
import { deeds } from './de/message-actions.ts';
import { farewells } from './de/farewells.ts';
import { invitation } from './de/invitation.ts';
import { help } from './de/help.ts';
import { find } from './de/find.ts';
import { line } from './de/message.ts';
import { lobby } from './de/lobby.ts';
import { menu } from './de/menu.ts';
import { page } from './de/page.ts';
import { refusals } from './de/refusals.ts';
import { room } from './de/room.ts';
import { roster } from './de/roster.ts';
import { settings } from './de/settings.ts';
import { transcript } from './de/transcript.ts';
import type { Words } from './en.ts';

/** All words of the page, in German. */
export const german: Words = {
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
