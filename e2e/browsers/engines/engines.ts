import type { Engine } from './engine.ts';
import { FIREFOX } from './firefox.ts';
import { WEBKIT } from './webkit.ts';

/** The engines in which the stories are told. Chromium has the other browser tests. */
export const ENGINES: readonly Engine[] = [FIREFOX, WEBKIT];
