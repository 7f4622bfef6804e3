import { WEBKIT } from '../engines/webkit.ts';
import { testStories } from './test-stories.ts';

await testStories(WEBKIT);
