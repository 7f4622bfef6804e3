/** Who asks to come in: as whom, from where, by which session (if they have one) and in which attempt (if they say). */
export interface Knock {
  readonly nickname: string;
  readonly host: string;
  readonly session?: string | undefined;
  readonly attempt?: string | undefined;
}

/** How someone goes: with which words, and whether only their page closed. */
export interface Leaving {
  readonly reason?: string | undefined;
  readonly closing?: boolean | undefined;
}
