import path from 'node:path';

const COMPILE_CACHE = path.join(import.meta.dirname, '../../../../node_modules/.cache/compiled');

/** The environment of this process, for the programs that tests spawn: all share what Node compiled for the first. */
export const spawnEnvironment = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env };
