import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import tls, { type SecureVersion } from 'node:tls';
import { logLines, spawnUntil } from '../support/programs/spawn-until.ts';
import { waitUntil } from '../support/wait-until.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'apps/server/src/main.ts');
/** How long the server holds a wait, in ms, ± 10 %. `npm run torture` uses the default of the server. */
const HOLD_MS = process.env['PROXY_HOLD_MS'] ?? '1000';

/** Returns the block of code in this language in docs/deployment.md, so that what people copy from there is what runs here. */
const documentedConfiguration = (language: string): string => {
  const documentation = readFileSync(path.join(ROOT, 'docs/deployment.md'), 'utf8');
  const [, code] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(documentation) ?? [];
  assert(code !== undefined, `docs/deployment.md has a block of ${language}`);
  return code;
};

/** Replaces a part of a configuration, wherever it occurs. Fails if it does not occur. */
const replaced = (configuration: string, original: string, replacement: string): string => {
  assert(configuration.includes(original), `the configuration contains ${original}`);
  return configuration.replaceAll(original, replacement);
};

/** The environment of a proxy. Debian has nginx in /usr/sbin, which is on the PATH of root only. */
const PROXY_ENV = { ...process.env, PATH: [process.env['PATH'], '/usr/local/sbin', '/usr/sbin'].join(path.delimiter) };

const skipWithout = (...programs: string[]) => {
  const missing = programs.filter((program) => spawnSync(program, ['version'], { env: PROXY_ENV }).error !== undefined);
  return missing.length > 0 && `needs ${missing.join(' and ')}: apt-get install ${missing.join(' ')}`;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const temporaryFolder = (t: TestContext): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-proxy-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Runs a proxy until the end of the test. Resolves when its port accepts connections. */
const runProxy = async (
  t: TestContext,
  { program, args, folder, port }: { program: string; args: string[]; folder: string; port: number },
) => {
  const proxy = spawn(program, args, { cwd: folder, env: { ...PROXY_ENV, HOME: folder, XDG_DATA_HOME: folder } });
  let output = '';
  let hasExited = false;
  for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(proxy, 'exit').then(() => (hasExited = true));
  t.after(async () => {
    proxy.kill('SIGTERM');
    await exited;
  });
  await waitUntil(async () => {
    assert(!hasExited, output);
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    return isOpen;
  });
};

const startNginx = async (t: TestContext, servers: string, port: number) => {
  const folder = temporaryFolder(t);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const isRoot = process.getuid?.() === 0;
  const configuration = `${isRoot ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log stderr;
    events {} http { access_log off; ${paths.join(' ')} ${servers} }`;
  writeFileSync(path.join(folder, 'nginx.conf'), configuration);
  await runProxy(t, { program: 'nginx', args: ['-p', folder, '-c', path.join(folder, 'nginx.conf')], folder, port });
};

const startServer = async (t: TestContext, env: Record<string, string>) => {
  const server = await spawnUntil([MAIN], {
    cwd: import.meta.dirname,
    env: { PORT: '0', HOST: '127.0.0.1', HOLD_MS, ...env },
    until: /127\.0\.0\.1:(\d+)\//,
  });
  t.after(() => server.stop('SIGTERM'));
  const lines = () => logLines(server.output());
  return { port: server.match[1] ?? '', lines };
};

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends a request to a proxy as a browser would that knows it as chat.example, on the default port. */
const createClient =
  (port: number, { secure }: { secure: boolean }) =>
  async (target: string, input?: object, headers: OutgoingHttpHeaders = {}): Promise<Reply> => {
    const options = {
      port,
      host: '127.0.0.1',
      path: target,
      method: input ? 'POST' : 'GET',
      headers: { host: 'chat.example', 'content-type': 'application/json', ...headers },
    };
    const sent = secure
      ? https.request({ ...options, servername: 'chat.example', rejectUnauthorized: false })
      : http.request(options);
    sent.end(input && JSON.stringify(input));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  };

type Client = ReturnType<typeof createClient>;

/** Checks what a room needs from an HTTPS proxy in front of it. The server admits two members from one network. */
const checkProxy = async (send: Client, lines: () => readonly Record<string, unknown>[]) => {
  // Caddy creates its certificate after it opened the port.
  const isReady = () =>
    send('/').then(
      () => true,
      () => false,
    );
  await waitUntil(isReady);
  const page = await send('/');
  assert.equal(page.status, 200);
  assert.match(page.body, /<title>Mailroom/);
  assert.equal(page.headers['strict-transport-security'], 'max-age=31536000');
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'/);

  // A page of the room sends its origin. Each member forges another address.
  const join = (nickname: string, address: string) =>
    send(
      '/trpc/join',
      { nickname, attempt: randomUUID() },
      { origin: 'https://chat.example', 'x-forwarded-for': address },
    );
  const joined = await join('Ann', '198.51.100.1');
  assert.equal(joined.status, 200, joined.body);
  const setCookie = joined.headers['set-cookie']?.[0] ?? '';
  assert.match(
    setCookie,
    /^__Host-mailroom-[\da-f]{8}=[\w-]{22}\.[\w-]{22}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  const ben = await join('Ben', '198.51.100.2, 203.0.113.9');
  assert.equal(ben.status, 200, ben.body);
  assert.match(
    (await join('Cleo', '203.0.113.7')).body,
    /"refusal":"too-many-from-host"/,
    'forged addresses do not count',
  );

  const cookie = setCookie.split(';')[0];
  const { result }: { result: { data: { next: number; epoch: string } } } = JSON.parse(ben.body);
  const { epoch, next } = result.data;
  const wait = (since: number) =>
    send(`/trpc/wait?input=${encodeURIComponent(JSON.stringify({ epoch, since }))}`, undefined, { cookie });
  const startedAt = performance.now();
  const idle = JSON.parse((await wait(next)).body);
  assert.equal(idle.result.data.type, 'reconnect');
  assert(
    performance.now() - startedAt >= Number(HOLD_MS) * 0.9,
    'the proxy waits as long as the server holds the answer',
  );
  const parked = wait(next);
  const sent = await send('/trpc/send', { text: 'hello', clientMsgId: randomUUID() }, { cookie });
  assert.equal(sent.status, 200, sent.body);
  // The proxy passes on the answer at once, or the hold was over just before: then the next wait has it.
  const answer = JSON.parse((await parked).body);
  const mail = answer.result.data.type === 'mail' ? answer : JSON.parse((await wait(next)).body);
  assert.equal(mail.result.data.letters[0]?.event.text, 'hello');

  const problems = lines().filter((line) => line['event'] !== 'throttled');
  assert.deepEqual(problems, []);
};

/** The status of a request over HTTP/2. */
const statusOverHttp2 = async (port: number): Promise<unknown> => {
  const session = http2.connect(`https://127.0.0.1:${port}`, { servername: 'chat.example', rejectUnauthorized: false });
  const stream = session.request({ ':path': '/', ':authority': 'chat.example' });
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  stream.resume();
  session.destroy();
  return headers[':status'];
};

/** Whether a client that speaks no other version of TLS, but any cipher suite, gets a connection. */
const acceptsTls = (port: number, version: SecureVersion): Promise<boolean> => {
  const socket = tls.connect({
    port,
    host: '127.0.0.1',
    servername: 'chat.example',
    rejectUnauthorized: false,
    minVersion: version,
    maxVersion: version,
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  return once(socket, 'secureConnect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy());
};

const checkTlsVersions = async (port: number) => {
  const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
  assert.deepEqual(await Promise.all(versions.map((version) => acceptsTls(port, version))), [false, false, true, true]);
};

const PROXIED = { TRUST_PROXY: '1', PUBLIC_URL: 'https://chat.example', MEMBERS_PER_HOST: '2' };

test('nginx as documented', { skip: skipWithout('nginx', 'openssl') }, async (t) => {
  const { port: upstream, lines } = await startServer(t, PROXIED);
  const [port, plainPort, folder] = [await freePort(), await freePort(), temporaryFolder(t)];
  const [key, certificate] = [path.join(folder, 'key'), path.join(folder, 'certificate')];
  const subject = ['-subj', '/CN=chat.example', '-addext', 'subjectAltName=DNS:chat.example'];
  spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    ...subject,
  ]);
  let servers = documentedConfiguration('nginx');
  // Not every machine has IPv6.
  servers = replaced(servers, '  listen [::]:443 ssl http2;\n', '');
  servers = replaced(servers, '  listen [::]:80;\n', '');
  servers = replaced(servers, 'listen 443', `listen 127.0.0.1:${port}`);
  servers = replaced(servers, 'listen 80;', `listen 127.0.0.1:${plainPort};`);
  servers = replaced(servers, '127.0.0.1:8000', `127.0.0.1:${upstream}`);
  servers = replaced(servers, '/etc/ssl/chat.example.key', key);
  servers = replaced(servers, '/etc/ssl/chat.example.crt', certificate);
  await startNginx(t, servers, port);
  const send = createClient(port, { secure: true });
  await checkProxy(send, lines);
  assert.equal(await statusOverHttp2(port), 200);
  await checkTlsVersions(port);
  assert.equal((await send('/', undefined, { host: 'evil.example' })).status, 421);

  const sendPlain = createClient(plainPort, { secure: false });
  const { status, headers } = await sendPlain('/style?x');
  assert.deepEqual([status, headers.location], [301, 'https://chat.example/style?x']);
  assert.equal((await sendPlain('/trpc/getUsers')).status, 403, 'a call over http fails, so that it is noticed');
});

test('Caddy as documented', { skip: skipWithout('caddy') }, async (t) => {
  const { port: upstream, lines } = await startServer(t, PROXIED);
  const [port, folder] = [await freePort(), temporaryFolder(t)];
  let site = documentedConfiguration('caddyfile');
  site = replaced(site, 'chat.example {', `https://chat.example:${port} {\n\ttls internal`);
  site = replaced(site, '127.0.0.1:8000', `127.0.0.1:${upstream}`);
  const options = 'admin off\n\tauto_https disable_redirects\n\tskip_install_trust';
  writeFileSync(path.join(folder, 'Caddyfile'), `{\n\t${options}\n}\n${site}`);
  await runProxy(t, { program: 'caddy', args: ['run', '--config', 'Caddyfile'], folder, port });
  await checkProxy(createClient(port, { secure: true }), lines);
  assert.equal(await statusOverHttp2(port), 200);
  await checkTlsVersions(port);
});

test(
  'nginx without any header over http: the page and the log say what is wrong',
  { skip: skipWithout('nginx') },
  async (t) => {
    const { port: upstream, lines } = await startServer(t, { TRUST_PROXY: '1' });
    const port = await freePort();
    const server = `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${upstream}; } }`;
    await startNginx(t, server, port);
    const send = createClient(port, { secure: false });
    const { status, body } = await send('/trpc/join', { nickname: 'Ann' }, { origin: 'http://chat.example' });
    assert.equal(status, 403);
    assert.match(body, /"refusal":"host-mismatch"/);
    await waitUntil(() => lines().length >= 2);
    assert.partialDeepStrictEqual(lines(), [
      { problem: 'for-missing' },
      { event: 'host-mismatch', host: `127.0.0.1:${upstream}`, origin: 'http://chat.example' },
    ]);
  },
);
