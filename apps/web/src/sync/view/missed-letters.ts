import type { Mail } from '@mailroom/shared';

type MissedCounts = Pick<Mail, 'missed' | 'missedMemberships' | 'supersededChanges'>;

/** The number of missed letters that were messages or their changes, and that no later letter makes up for. */
export const countMissedMessages = ({ missed, missedMemberships = 0, supersededChanges = 0 }: MissedCounts): number =>
  missed - missedMemberships - supersededChanges;

/** Whether the view may lack something: a message, or a change of the members or of their presence. Superseded changes make no difference. */
export const hasMissedEvents = ({ missed, supersededChanges = 0 }: MissedCounts): boolean => missed > supersededChanges;
