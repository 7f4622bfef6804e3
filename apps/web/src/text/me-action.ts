const COMMAND = '/me ';

/**
 * Returns the action of a text that starts with `/me `, as in IRC: "waves" for "/me waves". Returns undefined for any other text and for an
 * empty action.
 */
export const parseMeAction = (text: string): string | undefined => {
  if (!text.startsWith(COMMAND)) return undefined;
  const action = text.slice(COMMAND.length).trim();
  return action === '' ? undefined : action;
};
