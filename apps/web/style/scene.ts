import type { ComponentType } from 'react';
import type { SceneDriver } from './scene-driver.ts';
import type { Script } from './scripted-room.ts';

/** One state of the page: where it starts, what the room answers, and the steps that lead to the state. */
export interface Scene {
  readonly name: string;
  /** `lobby`: a new browser. `returning`: a browser with a session, which resumes it. */
  readonly start: 'lobby' | 'returning';
  readonly room: Script;
  /** A part of the page that the scene renders alone, because in the page it opens only together with others. */
  readonly part?: ComponentType;
  /** Resolves when the page is in the state. */
  readonly reach: (driver: SceneDriver) => Promise<unknown>;
}
