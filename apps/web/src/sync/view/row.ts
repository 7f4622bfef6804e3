import type { Letter, Reaction } from '@mailroom/shared';

/** One row of the transcript. `key` is unique within the page and does not change. */
export type Row =
  | LetterRow
  /** Messages that can no longer be read. `count` is undefined if it is not known; there may be none. */
  | { readonly key: string; readonly type: 'missed'; readonly count: number | undefined }
  /** The room has lost the last `total` messages above; `keys` are the rows of those whose authors have not sent them again. */
  | { readonly key: string; readonly type: 'lost'; readonly keys: ReadonlySet<string>; readonly total: number }
  | { readonly key: string; readonly type: 'notice'; readonly notice: PageNotice };

export type LetterRow = {
  readonly key: string;
  readonly type: 'letter';
  /** The ledger that has the letter, the latest one if there are several. */
  readonly epoch: string;
  /** With the current text of a message: the last edit, or empty after its deletion. */
  readonly letter: Letter;
  readonly isYours: boolean;
  /** Present when the message was changed after it was sent. */
  readonly status?: 'edited' | 'deleted';
  /** Present when `status` is `edited`: the text as it was sent. */
  readonly sentText?: string;
  /** The date of the last change, in ms since 1970, if it is known. */
  readonly changedAt?: number;
  /** The id of the letter that announced the last change, if it is known. */
  readonly changeId?: Letter['id'];
  /**
   * Present when someone reacted to the message. `list` is empty after all reactions were withdrawn. A deleted message keeps them, in case the
   * room loses the deletion, but does not show them.
   */
  readonly reactions?: {
    readonly list: readonly Reaction[];
    /** The id of the letter that announced the last one. */
    readonly id: Letter['id'];
  };
};

/** A row as the reader sees it. `ignored` keeps the place of a row of an ignored member. */
export type VisibleRow = Row | { readonly key: string; readonly type: 'ignored'; readonly row: LetterRow };

/** A notice in the transcript that comes from the page itself, not from the server. */
export type PageNotice = 'room-restarted' | 'resynced' | 'rejoined' | 'session-renewed';

/** The mutation id of the message of this row, if the row is a message. */
export const mutationIdOf = (row: Row | { readonly type: 'ignored' }): string | undefined =>
  row.type === 'letter' && row.letter.event.type === 'said' ? row.letter.event.mutationId : undefined;
