const COMMAND = '/me ';

/** What its writer does, in a text that begins with `/me ` as in IRC: "waves" of "/me waves". Nothing if it is no action, or an empty one. */
export const actionIn = (text: string): string | undefined => {
  if (!text.startsWith(COMMAND)) return undefined;
  const action = text.slice(COMMAND.length).trim();
  return action === '' ? undefined : action;
};
