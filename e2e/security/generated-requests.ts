import fc from 'fast-check';
import { inTheRoom, request, utf8 } from './corpus/build-request.ts';
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
/** Lets go before the room would, in ms: who waits for mail is not worth waiting for. */
const PATIENCE_MS = 100;

/** Bytes that are hard on whoever reads them: controls, halves of characters, what marks the end of something. */
const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(...NAMES, '\u0000', '\uD800', '\u202E', 'x'.repeat(300), '漢'.repeat(300), '\r\n\r\n', '%00', '../'),
);

const scalar = fc.oneof(
  nastyText,
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constantFrom(null, ID, -0, 1e308, 2 ** 53),
);

/** JSON of any shape, with the names of what every object inherits among its own, and as text: a name may stand twice. */
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

/** What each call takes, with one or another field replaced or added. */
const inputFor = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record(fields, { requiredKeys: [] }), fc.option(fc.tuple(fc.constantFrom(...NAMES), json)))
    .map(([input, more]) => {
      const text = JSON.stringify(input);
      return more ? text.replace(/\}$/, `${text === '{}' ? '' : ','}${JSON.stringify(more[0])}:${more[1]}}`) : text;
    });
const rarely = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: scalar });

const inputs: Record<string, fc.Arbitrary<string>> = {
  join: inputFor({ nickname: rarely(fc.constantFrom('Ben', 'Cid', 'Eve')), attempt: rarely(fc.uuid()) }),
  send: inputFor({ text: rarely(nastyText), clientMsgId: rarely(fc.uuid()) }),
  edit: inputFor({ targetClientMsgId: rarely(fc.uuid()), text: rarely(nastyText), clientMsgId: rarely(fc.uuid()) }),
  delete: inputFor({ targetClientMsgId: rarely(fc.uuid()), clientMsgId: rarely(fc.uuid()) }),
  rename: inputFor({ nickname: rarely(fc.constantFrom('Ben', 'Cid', 'Eve')), clientMsgId: rarely(fc.uuid()) }),
  typing: inputFor({ stopped: rarely(fc.boolean()) }),
  wait: inputFor({
    since: rarely(fc.nat(20)),
    hold: rarely(fc.constant(false)),
    presence: rarely(fc.integer()),
    tab: nastyText,
    epoch: nastyText,
  }),
  leave: inputFor({ reason: nastyText, closing: rarely(fc.boolean()) }),
  getUsers: json,
  getMsgId: json,
};

/** JSON that was broken at some place: cut off, or with a byte exchanged. */
const broken = (whole: fc.Arbitrary<string>) =>
  fc.tuple(whole, fc.nat(), fc.integer({ min: -1, max: 255 })).map(([text, at, byte]) => {
    const bytes = utf8(text);
    const place = at % (bytes.length + 1);
    return bytes.slice(0, place) + (byte < 0 ? '' : String.fromCharCode(byte) + bytes.slice(place + 1));
  });

const headerValue = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const headers = fc.record(
  {
    cookie: fc.oneof(
      fc.constant(inTheRoom.cookie),
      headerValue,
      headerValue.map((value) => `mailroom=${value}`),
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
      { weight: 4, arbitrary: input.map(utf8) },
      { weight: 1, arbitrary: json.map(utf8) },
      { weight: 1, arbitrary: broken(input) },
    ),
    headers,
    isKnown: fc.boolean(),
  }),
);

/** A call of a procedure, with more or less wrong with it. */
const aCall = call.map(({ procedure, method, input, headers, isKnown }) => {
  const cookie = isKnown ? { ...headers, ...inTheRoom } : headers;
  if (method === 'POST') return request({ target: `/trpc/${procedure}`, headers: cookie, bytes: input });
  const escaped = Buffer.from(input, 'latin1').toString('hex').replaceAll(/../g, '%$&');
  return request({ method, target: `/trpc/${procedure}?input=${escaped.slice(0, 6_000)}`, headers: cookie });
});

/** A target of any kind. */
const anAddress = fc
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
        '%2e',
        'batch=1',
        'input=',
      ),
      { maxLength: 12 },
    ),
    headers,
  )
  .map(([method, parts, headers]) =>
    request({ method, target: `/${parts.join('')}`, headers: { ...headers, connection: 'close' } }),
  );

/** A whole request with some bytes exchanged, doubled or left out, wherever they are. */
const aMutation = fc
  .tuple(
    aCall,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '\r', '\n', '\r\n', '\0', ' ', ':', ',', '0', '\xff', 'chunked')), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([bytes, places]) =>
    places.reduce((bytes, [at, piece]) => {
      const place = at % bytes.length;
      return bytes.slice(0, place) + piece + bytes.slice(place + 1);
    }, bytes),
  );

const shot =
  (isTorn: boolean) =>
  (bytes: string): Shot => ({ bytes, isTorn, answers: 1, patienceMs: PATIENCE_MS });

/** Requests as an attacker would make them up who knows this room. */
export const shots: fc.Arbitrary<Shot> = fc.oneof(
  { weight: 12, arbitrary: aCall.map(shot(false)) },
  { weight: 2, arbitrary: anAddress.map(shot(false)) },
  { weight: 1, arbitrary: aMutation.map(shot(true)) },
);
