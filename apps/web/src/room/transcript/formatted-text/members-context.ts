import { createContext } from 'react';
import type { Members } from '../../../text/mentions.ts';

/** The people in the room: who is there decides where a mention ends. */
export const MembersContext = createContext<Members>(new Map());
