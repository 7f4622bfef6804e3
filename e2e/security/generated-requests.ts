import fc from 'fast-check';
import { buildRequest, COOKIE_PLACEHOLDER, encodeUtf8, memberHeaders } from './corpus/build-request.ts';
import type { Shot } from './fuzz-run.ts';

const ID = '9b2c1f1e-5d1a-4f5e-9d0e-0d6f3a1f2b11';
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'length',
  'nickname',
  'text',
  'since',
  'hold',
  '',
];
/** Gives up after this time: the generated long polls would take longer, and incomplete requests as long as the server’s timeout. */
const GIVE_UP_AFTER_MS = 100;

/** Text that is difficult for parsers: control characters, lone surrogates, delimiters. */
const difficultText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(...NAMES, '\u0000', '\uD800', '\u202E', 'x'.repeat(300), '漢'.repeat(300), '\r\n\r\n', '%00', '../'),
);

const scalar = fc.oneof(
  difficultText,
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constantFrom(null, ID, -0, 1e308, 2 ** 53),
);

/** JSON text of any shape. Its names include inherited properties of every object, and may repeat. */
const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar.map((value) => JSON.stringify(value)),
    fc.array(tie('value'), { maxLength: 6 }).map((values) => `[${values.join()}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES), tie('value')), { maxLength: 6 })
      .map((fields) => `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`),
  ),
})).value;

/** Input for a procedure, in which fields may be missing, replaced or added. */
const inputFor = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record(fields, { requiredKeys: [] }), fc.option(fc.tuple(fc.constantFrom(...NAMES), json)))
    .map(([input, more]) => {
      const text = JSON.stringify(input);
      return more ? text.replace(/\}$/, `${text === '{}' ? '' : ','}${JSON.stringify(more[0])}:${more[1]}}`) : text;
    });
/** Mostly a valid value. */
const mostly = (valid: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: valid }, { weight: 1, arbitrary: scalar });

const mutationId = fc.stringMatching(/^[\w-]{22}$/);

const inputs: Record<string, fc.Arbitrary<string>> = {
  join: inputFor({ nickname: mostly(fc.constantFrom('Ben', 'Cid', 'Eve')), attempt: mostly(fc.uuid()) }),
  send: inputFor({ text: mostly(difficultText), replyTo: mostly(mutationId), clientMsgId: mostly(fc.uuid()) }),
  edit: inputFor({ targetMutationId: mostly(mutationId), text: mostly(difficultText), clientMsgId: mostly(fc.uuid()) }),
  delete: inputFor({ targetMutationId: mostly(mutationId), clientMsgId: mostly(fc.uuid()) }),
  react: inputFor({
    targetMutationId: mostly(mutationId),
    emoji: mostly(fc.oneof(fc.constantFrom('👍', '❤'), difficultText)),
    clientMsgId: mostly(fc.uuid()),
  }),
  rename: inputFor({ nickname: mostly(fc.constantFrom('Ben', 'Cid', 'Eve')), clientMsgId: mostly(fc.uuid()) }),
  typing: inputFor({ stopped: mostly(fc.boolean()) }),
  wait: inputFor({
    since: mostly(fc.nat(20)),
    hold: mostly(fc.constant(false)),
    presence: mostly(fc.integer()),
    maxHoldMs: mostly(fc.integer({ min: 1_000, max: 600_000 })),
    tab: difficultText,
    epoch: difficultText,
  }),
  leave: inputFor({ reason: difficultText, closing: mostly(fc.boolean()) }),
  history: inputFor({ before: mostly(fc.nat(20)), epoch: difficultText }),
  getRoom: json,
  getUsers: json,
  getMsgId: json,
};

/** JSON text that is cut off, or in which one byte is replaced. */
const corrupted = (whole: fc.Arbitrary<string>) =>
  fc.tuple(whole, fc.nat(), fc.integer({ min: -1, max: 255 })).map(([text, at, byte]) => {
    const bytes = encodeUtf8(text);
    const index = at % (bytes.length + 1);
    return bytes.slice(0, index) + (byte < 0 ? '' : String.fromCharCode(byte) + bytes.slice(index + 1));
  });

const headerValue = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const headers = fc.record(
  {
    cookie: fc.oneof(
      fc.constant(memberHeaders.cookie),
      headerValue,
      headerValue.map((value) => `${COOKIE_PLACEHOLDER}=${value}`),
    ),
    origin: fc.oneof(fc.constantFrom('http://x', 'null'), headerValue),
    'sec-fetch-site': fc.oneof(fc.constantFrom('same-origin', 'none', 'cross-site'), headerValue),
    'content-type': fc.oneof(fc.constantFrom('application/json; charset=utf-8', 'text/plain'), headerValue),
    'accept-encoding': headerValue,
    expect: fc.constantFrom('100-continue', 'miracles'),
    connection: fc.constantFrom('close', 'keep-alive', 'upgrade'),
    upgrade: headerValue,
    'x-forwarded-for': headerValue,
    range: headerValue,
    x: headerValue,
  },
  { requiredKeys: [] },
);

const call = fc.constantFrom(...Object.entries(inputs)).chain(([procedure, input]) =>
  fc.record({
    procedure: fc.constantFrom(procedure, procedure, procedure, `${procedure},${procedure}`, ...NAMES),
    method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'GET', 'PUT', 'OPTIONS', 'HEAD', 'DELETE'),
    input: fc.oneof(
      { weight: 4, arbitrary: input.map(encodeUtf8) },
      { weight: 1, arbitrary: json.map(encodeUtf8) },
      { weight: 1, arbitrary: corrupted(input) },
    ),
    headers,
    isMember: fc.boolean(),
  }),
);

/** A call of a procedure, with any number of faults. */
const procedureCall = call.map(({ procedure, method, input, headers: others, isMember }) => {
  const headers = isMember ? { ...others, ...memberHeaders } : others;
  if (method === 'POST') return buildRequest({ target: `/trpc/${procedure}`, headers, bytes: input });
  const escaped = Buffer.from(input, 'latin1').toString('hex').replaceAll(/../g, '%$&');
  return buildRequest({ method, target: `/trpc/${procedure}?input=${escaped.slice(0, 6_000)}`, headers });
});

/** A request for any target. */
const anyTarget = fc
  .tuple(
    fc.constantFrom('GET', 'HEAD', 'POST', 'PUT'),
    fc.array(
      fc.constantFrom(
        ...Array.from('/.%25\\:?&=#;,@ \u0000'),
        'trpc',
        'assets',
        'index.html',
        '..',
        'getUsers',
        'csp-report',
        'page-error',
        '%2e',
        'batch=1',
        'input=',
      ),
      { maxLength: 12 },
    ),
    headers,
  )
  .map(([method, parts, others]) =>
    buildRequest({ method, target: `/${parts.join('')}`, headers: { ...others, connection: 'close' } }),
  );

/** A procedure call in which some bytes are replaced or removed, anywhere. */
const mutatedCall = fc
  .tuple(
    procedureCall,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '\r', '\n', '\r\n', '\0', ' ', ':', ',', '0', '\xff', 'chunked')), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([request, replacements]) =>
    replacements.reduce((bytes, [at, replacement]) => {
      const index = at % bytes.length;
      return bytes.slice(0, index) + replacement + bytes.slice(index + 1);
    }, request),
  );

const toShot =
  ({ mayBeIncomplete }: { mayBeIncomplete: boolean }) =>
  (bytes: string): Shot => ({ bytes, mayBeIncomplete, responses: 1, giveUpAfterMs: GIVE_UP_AFTER_MS });

/** Requests of an attacker who knows this server. */
export const shots: fc.Arbitrary<Shot> = fc.oneof(
  { weight: 12, arbitrary: procedureCall.map(toShot({ mayBeIncomplete: false })) },
  { weight: 2, arbitrary: anyTarget.map(toShot({ mayBeIncomplete: false })) },
  { weight: 1, arbitrary: mutatedCall.map(toShot({ mayBeIncomplete: true })) },
);
