// Plain JavaScript, because an older Node cannot even read the TypeScript that would say so.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`Mailroom needs Node 24 or newer, and this is ${process.version}.`);
  console.error('"npm ci" brings it along on most machines; on this one, install it from https://nodejs.org first.');
  process.exit(1);
}
