/** Returns `text` in the form in which names and search texts are compared: normalized to NFC, in lower case. */
export const foldCase = (text: string): string => text.normalize('NFC').toLowerCase();
