import { fixedLimits, type Member } from '@mailroom/shared';
import type { Mailbox } from './mailbox.ts';
import { Remembered } from './remembered.ts';
import type { Throttle } from './throttle.ts';

/** What was said under one clientMsgId, and the answer it got. */
export interface Said {
  readonly text: string;
  readonly id: number;
  readonly at: number;
}

/** One member's time in the room. Times in ms of the clock that never jumps. */
export interface Stay {
  /** The secret that the member acts with, and their mailbox's address. */
  readonly session: string;
  readonly member: Member;
  readonly nicknameKey: string;
  readonly host: string;
  readonly throttle: Throttle;
  readonly said: Remembered<Said>;
  mailbox: Mailbox;
  /** When they were last heard of. */
  heardAt: number;
  /** When their page closed, unless they were heard of since. */
  closedAt: number | undefined;
}

/** What a stay remembers of the lines it said, so that a repeated one is not said twice. */
export const rememberedLines = () =>
  new Remembered<Said>({ ms: fixedLimits.rememberedMs, most: fixedLimits.rememberedSends });
