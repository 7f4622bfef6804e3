import naughty from 'big-list-of-naughty-strings' with { type: 'json' };
import { oddText } from './odd-text.ts';
import { runningMarkup } from './running-markup.ts';

/** All that strangers might write to do harm: the Big List of Naughty Strings, markup that would run, and odd text. Each once. */
export const hostileStrings: readonly string[] = [...new Set([...naughty, ...oddText, ...runningMarkup])];
