/** Causes of causes that are written. */
const MAX_DEPTH = 3;

/** What the log says about an error. */
interface LoggedError {
  readonly type: string;
  /** Missing, like all that follows, if the thrown value was not an error. */
  readonly message?: string;
  readonly code?: string;
  /** Where it was thrown: the frames of the stack, without the message. */
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * Returns what the log says about an error. Takes chosen fields only: Node's parser errors carry the raw request, and other libraries the
 * input that they rejected. Cuts the message where V8 and Node write the value that they could not handle, which may be a text of a member
 * or a session id. Of a thrown value that is not an error it says only the type.
 */
export const serializeError = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack = '', cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // The stack begins with the message, which may contain lines that look like frames.
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line));
  return {
    type: name,
    message: message.replace(VALUE, '…'),
    ...(code !== undefined && { code }),
    stack: frames.join('\n'),
    ...(cause !== undefined && depth < MAX_DEPTH && { cause: serializeError(cause, depth + 1) }),
  };
};

const FRAME = /^ {4}at /;
/**
 * From where on a message may quote a value: `Unexpected token 'x', "…" is not valid JSON`, `Received type string ('…')`, `Invalid URL: …`.
 */
const VALUE = /(["'`(:/\n]|Received ).*$/s;
