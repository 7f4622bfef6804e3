// A script of its own, as small as can be, before which nothing is painted: the page's own takes a phone a second to come, and what
// stands until then must not flash in colours that its reader did not choose. What it finds, look.ts sets again.
try {
  const { theme = 'system', density = 'roomy' } = JSON.parse(localStorage.getItem('mailroom.settings') ?? '{}');
  Object.assign(document.documentElement.dataset, { theme, density });
} catch {
  // Nothing is kept here, or nothing that makes sense.
}
