import { bell } from './english/bell.ts';
import { composer } from './english/composer.ts';
import { deeds } from './english/deeds.ts';
import { farewells } from './english/farewells.ts';
import { invitation } from './english/invitation.ts';
import { help } from './english/help.ts';
import { find } from './english/find.ts';
import { line } from './english/line.ts';
import { lobby } from './english/lobby.ts';
import { menu } from './english/menu.ts';
import { page } from './english/page.ts';
import { refusals } from './english/refusals.ts';
import { room } from './english/room.ts';
import { roster } from './english/roster.ts';
import { settings } from './english/settings.ts';
import { transcript } from './english/transcript.ts';

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
