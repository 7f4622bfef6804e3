import { lazyModule } from '../browser/lazy-module.ts';
import type { saveTranscript as save } from './save-transcript.ts';

const load = lazyModule(async () => (await import('./save-transcript.ts')).saveTranscript);

/** Saves rows as a file, by what is loaded when it is first asked for. */
export const saveTranscript = async (...args: Parameters<typeof save>) => (await load())?.(...args);
