import type { JoinResult, Member, RoomEvent } from '@mailroom/shared';

const memberOf = (nickname: string): Member => ({ id: nickname.toLowerCase(), nickname });

export const ann = memberOf('Ann');
export const ben = memberOf('Ben');
export const cleo = memberOf('Cleo');

/** The limits of a room, as `join` returns them. */
export const limits: JoinResult['limits'] = {
  nicknameLength: 16,
  messageLength: 2_000,
  messagesPerWindow: 10,
  windowMs: 3_000,
  holdMs: 50_000,
};

/** The name and topic of a room, as `join` returns them. */
export const roomInfo: JoinResult['room'] = { name: 'Mailroom', topic: '' };

/** A message from Ben. Its text is its mutation id, too. */
export const said = (text: string): RoomEvent => ({ type: 'said', member: ben, text, mutationId: text });

/** Ben's edit of a message. */
export const edited = (letterId: number, text: string): RoomEvent => ({
  type: 'edited',
  member: ben,
  letterId,
  text,
  mutationId: `edit of ${letterId}: ${text}`,
});

/** Reactions to a message, the last of which is new, each by another member. */
export const reacted = (letterId: number, ...emojis: string[]): RoomEvent => ({
  type: 'reacted',
  member: ben,
  letterId,
  reactions: emojis.map((emoji, index) => ({ emoji, member: index === 0 ? ben : cleo })),
  mutationId: `reaction to ${letterId}: ${emojis.join('')}`,
});

/** Ben's deletion of a message. */
export const deleted = (letterId: number): RoomEvent => ({
  type: 'deleted',
  member: ben,
  letterId,
  mutationId: `deletion of ${letterId}`,
});
