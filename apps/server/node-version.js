// Plain JavaScript, because older versions of Node cannot load a TypeScript file that reports the error.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`Mailroom needs Node 24 or newer; this is ${process.version}.`);
  console.error('"npm ci" installs it on most machines. Otherwise install it from https://nodejs.org first.');
  process.exit(1);
}
