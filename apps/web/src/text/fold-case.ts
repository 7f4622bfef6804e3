/** Letters as they are compared: spelt in one way, and without capitals. */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase();
