/**
 * Whether `text` has more than 30 combining marks in a row. No language needs so many (Stream-Safe Text Format, UAX #15).
 * Check this before `normalize`: its time grows with the square of the number of marks (70 ms for 8,000).
 */
export const hasExcessiveMarks = (text: string): boolean => /\p{M}{31}/u.test(text);
