import { createContext } from 'react';
import type { Members } from '../../../text/mentions.ts';

/** The members of the room. Their nicknames decide where a mention ends. */
export const MembersContext = createContext<Members>(new Map());
