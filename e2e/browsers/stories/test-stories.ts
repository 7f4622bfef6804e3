import { after, suite, test } from 'node:test';
import { exitWithParent } from '../../support/programs/exit-with-parent.ts';
import { ProgramError } from '../../support/programs/program-group.ts';
import type { Engine } from '../engines/engine.ts';
import { ALL_STORIES } from './all-stories.ts';
import { reasonIn } from './start-browser.ts';
import { StoryRunner } from './story-runner.ts';

/** Guards against hanging: far more than a story takes, also on a busy machine. */
const HANG_MS = 300_000;

/**
 * Defines a test for each story at each of its widths. If this machine does not have the browser, or cannot run it, defines one test that is
 * skipped with the reason. A browser that ends later fails its story.
 */
export const testStories = async (engine: Engine) => {
  const skip = (reason: string) => test(engine.name, { skip: `${reason} Its stories were skipped.` });
  if (!engine.isInstalled())
    return skip(`${engine.name} is not installed ("apt-get install ${engine.packages.join(' ')}").`);
  exitWithParent();
  const runner = new StoryRunner(engine);
  after(() => runner.close());
  try {
    await runner.start();
  } catch (error) {
    // Any other error is one of these tests.
    if (!(error instanceof ProgramError)) throw error;
    return skip(`${engine.name} is installed but does not start (${reasonIn(error)}).`);
  }
  return suite(engine.name, () => {
    for (const story of ALL_STORIES)
      for (const width of story.widths)
        test(`${story.title}, ${width} px`, { timeout: HANG_MS }, () => runner.tell(story, width));
  });
};
