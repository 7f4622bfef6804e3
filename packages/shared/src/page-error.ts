import * as z from 'zod/mini';

/**
 * An error that cost a piece of the page, as the page reports it to the server. It has no message of the error, which may quote what
 * someone typed.
 */
export const PageError = z.strictObject({
  /** The piece that is not shown. `overlay`: a part that appears over others and is not a dialog. `module`: a file that did not load. */
  piece: z.enum(['page', 'room', 'transcript', 'row', 'composer', 'roster', 'dialog', 'overlay', 'module']),
  /** The name of the error, such as `TypeError`. */
  name: z.string().check(z.regex(/^[A-Za-z]{1,40}$/)),
  /** Where it was thrown, innermost call first: file under /assets, line, column. */
  frames: z.array(z.string().check(z.regex(/^[\w.-]{1,80}:\d{1,7}:\d{1,7}$/))).check(z.maxLength(5)),
});
export type PageError = z.infer<typeof PageError>;
