import { after, suite, test } from 'node:test';
import { exitWithParent } from '../../support/exit-with-parent.ts';
import type { Engine } from '../engines/engine.ts';
import { ALL_STORIES } from './all-stories.ts';
import { StoryRunner } from './story-runner.ts';

/** Guards against hanging: far more than a story takes, also on a busy machine. */
const HANG_MS = 300_000;

/** Defines a test for each story at each of its widths. They are skipped if this machine does not have the browser. */
export const testStories = (engine: Engine) => {
  const skip = !engine.isInstalled() && `${engine.name} is not installed: apt-get install ${engine.packages.join(' ')}`;
  if (skip !== false) {
    test(engine.name, { skip });
    return;
  }
  exitWithParent();
  suite(engine.name, () => {
    const runner = new StoryRunner(engine);
    after(() => runner.close());
    for (const story of ALL_STORIES)
      for (const width of story.widths)
        test(`${story.title}, ${width} px`, { timeout: HANG_MS }, () => runner.tell(story, width));
  });
};
