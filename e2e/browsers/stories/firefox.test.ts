import { FIREFOX } from '../engines/firefox.ts';
import { testStories } from './test-stories.ts';

await testStories(FIREFOX);
