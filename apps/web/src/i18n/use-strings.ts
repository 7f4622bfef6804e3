import { useSyncExternalStore } from 'react';
import type { Words } from './en.ts';
import { spoken, type Spoken } from './active-language.ts';

/** What the page speaks, now. */
export const useSpoken = (): Spoken => useSyncExternalStore(spoken.subscribe, spoken.now);

/** The words of the language that the page speaks. */
export const useWords = (): Words => useSpoken().words;
