import { fixedLimits } from '@mailroom/shared';
import { Remembered } from './expiring-map.ts';
import type { Stay } from './room-session.ts';

/** The attempts to come in: who did not hear that one succeeded comes in by it once more, as who they are. */
export class Attempts {
  /** The sessions that they led to. */
  readonly #sessions = new Remembered<string>({ ms: fixedLimits.rememberedMs, most: fixedLimits.rememberedAttempts });

  /**
   * The session that an attempt led to: as it is remembered, or as the stay whose session they come with (`own`) vouches for it, if they
   * had the nickname that they ask for.
   */
  sessionOf(attempt: string | undefined, { asked, own }: { asked: string; own: Stay | undefined }): string | undefined {
    if (attempt === undefined) return undefined;
    const isOwn = own?.attempt === attempt && own.nicknames.includes(asked);
    return this.#sessions.recall(attempt) ?? (isOwn ? own.session : undefined);
  }

  /** Notes at `elapsed` that this attempt, if they made one, led to this stay. */
  remember(attempt: string | undefined, stay: Stay, elapsed: number) {
    if (attempt === undefined) return;
    stay.attempt = attempt;
    this.#sessions.remember(attempt, stay.session, elapsed);
  }

  /** Lets go of what is too old at `elapsed`. */
  forget(elapsed: number) {
    this.#sessions.forget(elapsed);
  }
}
