import { bell } from './german/bell.ts';
import { composer } from './german/composer.ts';
import { deeds } from './german/deeds.ts';
import { farewells } from './german/farewells.ts';
import { invitation } from './german/invitation.ts';
import { help } from './german/help.ts';
import { find } from './german/find.ts';
import { line } from './german/line.ts';
import { lobby } from './german/lobby.ts';
import { menu } from './german/menu.ts';
import { page } from './german/page.ts';
import { refusals } from './german/refusals.ts';
import { room } from './german/room.ts';
import { roster } from './german/roster.ts';
import { settings } from './german/settings.ts';
import { transcript } from './german/transcript.ts';
import type { Words } from './english.ts';

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
