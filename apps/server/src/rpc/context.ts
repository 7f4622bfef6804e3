/** Who asks, and from where; and the two things a procedure may tell their browser to remember. */
export interface Context {
  /** The secret from the caller's cookie, if there is one. */
  readonly session: string | undefined;
  /** The network address the caller came from; for IPv6, its /64. */
  readonly host: string;
  keepSession(session: string): void;
  dropSession(): void;
}
