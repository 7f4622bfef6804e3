import type { Mail } from '@mailroom/shared';

type MissedCounts = Pick<Mail, 'missed' | 'missedMemberships' | 'supersededEdits'>;

/** The number of missed letters that were messages, edits or deletions, and that no later letter makes up for. */
export const countMissedMessages = ({ missed, missedMemberships = 0, supersededEdits = 0 }: MissedCounts): number =>
  missed - missedMemberships - supersededEdits;

/** Whether the view may lack something: a message, or a change of the members or of their presence. Superseded edits change nothing. */
export const hasMissedEvents = ({ missed, supersededEdits = 0 }: MissedCounts): boolean => missed > supersededEdits;
