import naughty from 'big-list-of-naughty-strings' with { type: 'json' };
import { unusualText } from './unusual-text.ts';
import { xssPayloads, xssSample } from './xss-payloads.ts';

const isComplete = process.env['HOSTILE_STRINGS'] === 'all';

/**
 * Strings that users might send to do harm: the Big List of Naughty Strings, unusual text, and markup that would run. Each once.
 * HOSTILE_STRINGS=all takes all 7,150 of them; otherwise markup is sampled, with each of its parts at least once.
 */
export const hostileStrings: readonly string[] = [
  ...new Set([...naughty, ...unusualText, ...(isComplete ? xssPayloads : xssSample)]),
];
