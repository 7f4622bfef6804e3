const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** The time of day, as the reader's country writes it. `at` is ms since 1970. */
export const timeOfDay = (at: number): string => clock.format(at);
/** Day and time in full. `at` is ms since 1970. */
export const dayAndTime = (at: number): string => full.format(at);
