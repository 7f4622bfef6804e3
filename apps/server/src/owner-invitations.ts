import type { Logger } from 'pino';
import { RefusalError } from './chat/limits/refusal-error.ts';
import type { JournaledRoom } from './journal/journaled-room.ts';
import { readOwnerRequest, removeOwnerRequest, type OwnerRequest } from './owner-request.ts';
import { nativeDigest } from './runtime/native-digest.ts';

interface OwnerInvitationsOptions {
  readonly room: JournaledRoom;
  /** The data folder, if there is one. */
  readonly folder: string | undefined;
  /** Returns a new token with at least 128 random bits. */
  readonly newToken: () => string;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

/** Invites owners in the name of the operator: at the start, and for `npm run owner`. */
export class OwnerInvitations {
  readonly #options: OwnerInvitationsOptions;
  #isFulfilling = false;
  #hasFailed = false;

  constructor(options: OwnerInvitationsOptions) {
    this.#options = options;
  }

  /** Opens an invitation, if there is neither an owner nor a request of `npm run owner`. Returns its token. */
  async openFirst(): Promise<string | undefined> {
    const { room, newToken, log } = this.#options;
    const request = this.#read();
    if (room.hasOwner() || (request !== undefined && request !== 'invalid')) return undefined;
    const token = newToken();
    try {
      await room.inviteOwner(nativeDigest(token));
      return token;
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      log.error({ refusal: error.refusal.refusal }, 'the room cannot store an invitation of its owner');
      return undefined;
    }
  }

  /** Fulfills the request of `npm run owner`, if there is one. If that fails, the next call tries again, and only the first failure is logged. */
  async fulfillRequest() {
    if (this.#isFulfilling) return;
    this.#isFulfilling = true;
    try {
      const request = this.#read();
      if (request !== undefined) await this.#fulfill(request);
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) this.#options.log.error({ err: error }, 'the file owner-request cannot be fulfilled yet');
      this.#hasFailed = true;
    }
    this.#isFulfilling = false;
  }

  async #fulfill(request: OwnerRequest | 'invalid') {
    const { room, folder, log } = this.#options;
    if (folder === undefined) return;
    if (request !== 'invalid') {
      if (request.reset) await room.revokeAll();
      await room.inviteOwner(request.tokenDigest).catch(ignoreUsed);
      log.info({ reset: request.reset }, 'the operator asked for an invitation of an owner');
    }
    removeOwnerRequest(folder, request);
  }

  #read() {
    const { folder } = this.#options;
    return folder === undefined ? undefined : readOwnerRequest(folder);
  }
}

/** A process that ended before it removed the file has fulfilled the request already. */
const ignoreUsed = (error: unknown) => {
  if (!(error instanceof RefusalError && error.refusal.refusal === 'id-reused')) throw error;
};
