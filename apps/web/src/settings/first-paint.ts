// A separate script that blocks the first paint and is therefore as small as possible. The main script can take a second on a phone;
// without this one the page would flash in the wrong colors until then. apply-theme.ts sets the same attributes again.
try {
  const { theme = 'system', density = 'roomy' } = JSON.parse(localStorage.getItem('mailroom.settings') ?? '{}');
  Object.assign(document.documentElement.dataset, { theme, density });
} catch {
  // The storage is blocked or its content is invalid: the defaults apply.
}
