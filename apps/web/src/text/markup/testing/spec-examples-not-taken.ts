/** The sections of the CommonMark specification of which the markup of messages takes examples. */
export const sections: readonly string[] = [
  'Backslash escapes',
  'Precedence',
  'Inlines',
  'Fenced code blocks',
  'Paragraphs',
  'Blank lines',
  'Block quotes',
  'List items',
  'Lists',
  'Code spans',
  'Emphasis and strong emphasis',
  'Hard line breaks',
  'Soft line breaks',
  'Textual content',
];

/** The examples of these sections that messages do not follow, by the reason. */
export const notTaken: Readonly<Record<string, readonly number[]>> = {
  'HTML and addresses in angle brackets are shown as typed': [
    20, 21, 308, 309, 344, 346, 475, 476, 477, 480, 481, 642, 643,
  ],
  'Links with a text and reference definitions are shown as typed': [22, 23, 317, 404, 419, 422, 433, 473, 474],
  'Headings and thematic breaks are shown as typed': [141, 227, 228, 230, 234, 246, 300, 646, 647],
  'Indented lines are text with spaces, not code': [
    18, 134, 225, 231, 236, 252, 253, 254, 257, 264, 270, 271, 272, 273, 274, 286, 287, 288, 289, 313,
  ],
  'A line without a marker or indentation ends a quote or list, because every line break counts': [
    232, 233, 238, 247, 250, 251, 290, 291, 292, 293, 312,
  ],
  'A quote needs a space after its marker, because >:( is an emoticon': [229, 260],
  'A lone marker or fence is shown as typed, because nothing else would be shown': [
    126, 237, 239, 240, 241, 278, 279, 280, 284,
  ],
  'A backslash before a line break is shown, because the line breaks without it': [16, 634, 637, 639],
  'The text after an opening fence is shown as typed': [24],
};
