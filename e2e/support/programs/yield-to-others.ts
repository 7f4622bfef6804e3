import { constants, setPriority } from 'node:os';

/**
 * Lets this thread run only when no other one wants the processor. For the attackers of a test: they would have a machine of their own, and must
 * not take the processor from the server and its well-behaved members. On systems where threads have no priority of their own, this holds for
 * the whole process.
 */
export const yieldToOthers = () => setPriority(constants.priority.PRIORITY_LOW);
