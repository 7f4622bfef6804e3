import { CONNECTION } from './connection.ts';
import { DIALOGS } from './dialogs.ts';
import { JOINING } from './joining.ts';
import { MESSAGES_AND_ACTIONS } from './messages.ts';
import { PEOPLE } from './people.ts';
import { PHONE } from './phone.ts';
import { REPLIES_AND_REACTIONS } from './replies-reactions.ts';
import type { Story } from './story.ts';
import { TRANSCRIPT } from './transcript.ts';
import { WRITING } from './writing.ts';

/** All stories, in the order in which they are told. */
export const ALL_STORIES: readonly Story[] = [
  ...JOINING,
  ...WRITING,
  ...MESSAGES_AND_ACTIONS,
  ...REPLIES_AND_REACTIONS,
  ...TRANSCRIPT,
  ...PEOPLE,
  ...DIALOGS,
  ...CONNECTION,
  ...PHONE,
];
