import * as z from 'zod/mini';
import type { RoomApi } from './room-api.ts';

/**
 * What one asks of the room, under its id: to say a line, to change one (`line`: the id under which it was said), or to be called
 * something else.
 */
export const Errand = z.union([
  z.object({ type: z.literal('edit'), clientMsgId: z.string(), line: z.string(), text: z.string() }),
  z.object({ type: z.literal('deletion'), clientMsgId: z.string(), line: z.string() }),
  z.object({ type: z.literal('renaming'), clientMsgId: z.string(), nickname: z.string() }),
  // When there was nothing else to ask, pages kept lines without a type.
  z.object({ type: z._default(z.literal('line'), 'line'), clientMsgId: z.string(), text: z.string() }),
]);
export type Errand = Readonly<z.infer<typeof Errand>>;

/** Asks it of the room once. */
export const ask = (room: RoomApi, errand: Errand, signal: AbortSignal): Promise<{ id: number }> => {
  const { clientMsgId } = errand;
  switch (errand.type) {
    case 'line':
      return room.send({ text: errand.text, clientMsgId }, signal);
    case 'edit':
      return room.edit({ line: errand.line, text: errand.text, clientMsgId }, signal);
    case 'deletion':
      return room.delete({ line: errand.line, clientMsgId }, signal);
    case 'renaming':
      return room.rename({ nickname: errand.nickname, clientMsgId }, signal);
  }
};

/** The text that was written for it, if it is about one. */
export const textsIn = (errand: Errand): string[] => ('text' in errand ? [errand.text] : []);
