import { constants, setPriority } from 'node:os';

/**
 * Gives this thread the lowest priority. For the attackers of a benchmark: in reality they have a machine of their own, and do not take the
 * processor from the server and its well-behaved members. On systems where threads have no priority of their own, the whole process gets it.
 */
export const yieldToOthers = () => setPriority(constants.priority.PRIORITY_LOW);
