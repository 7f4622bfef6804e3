import type { HttpMember } from '../../support/http-member.ts';
import type { TestServer } from '../../support/test-server.ts';
import type { BrowserMember } from './browser-member.ts';

/** The widths of a desktop and of a phone, in CSS pixels, with the heights of their windows. */
export const HEIGHTS = { 1280: 800, 390: 780 } as const;

export type Width = keyof typeof HEIGHTS;

/** All stories. Each has the same outcome in every browser. */
export interface Story {
  /** A sentence. */
  readonly title: string;
  /** The widths at which it is told. */
  readonly widths: readonly Width[];
  /** The settings of the server, by their names in the environment. */
  readonly settings?: Record<string, string>;
  readonly tell: (stage: Stage) => Promise<void>;
}

/** The world of a story: a room of its own, and a browser that has not been there before. */
export interface Stage {
  readonly width: Width;
  readonly server: TestServer;
  /** A visitor in the first window of the browser. */
  readonly ann: BrowserMember;
  /** Opens one more window of the same browser. It is closed after the story. */
  readonly openWindow: (nickname: string) => Promise<BrowserMember>;
  /** Adds a member without a browser. */
  readonly httpMember: (nickname: string) => Promise<HttpMember>;
  /** Saves a picture of Ann's page for people to look at, if PICTURES=all. */
  readonly savePicture: (name: string) => Promise<void>;
}
