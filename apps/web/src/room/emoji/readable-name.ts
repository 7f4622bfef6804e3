/** Returns the name of an emoji as words that are read and spoken: `thumbs up` for `thumbs_up`. */
export const readableName = (name: string): string => name.replaceAll('_', ' ');
