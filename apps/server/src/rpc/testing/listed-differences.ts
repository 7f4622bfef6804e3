import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { fixedLimits } from '@mailroom/shared';
import {
  each,
  get,
  JSON_TYPE,
  MUTATIONS,
  post,
  PROCEDURES,
  QUERIES,
  WITH_INPUT,
  words,
  type Asked,
} from './send-request.ts';

/** Requests to which the room's own handler answers otherwise than tRPC's stock adapter. */
interface Difference {
  readonly why: string;
  /** Our answer: the stock one in other words, a result, a bare status, or a refusal that changes nothing. */
  readonly ours: 'other words' | 'a result' | number | readonly [status: number, code: TRPC_ERROR_CODE_KEY];
  readonly asked: readonly Asked[];
}

const NOT_FOUND = [404, 'NOT_FOUND'] as const;
const NOT_SUPPORTED = [405, 'METHOD_NOT_SUPPORTED'] as const;
const UNSUPPORTED = [415, 'UNSUPPORTED_MEDIA_TYPE'] as const;
const BAD_REQUEST = [400, 'BAD_REQUEST'] as const;
const PARSE_ERROR = [400, 'PARSE_ERROR'] as const;

const BROKEN_JSON = [' ', ...words`{ {"since": {'since':0} {"since":0,} {"since":00} {"since":NaN} undefined`];
const NO_PROCEDURES = words`
  nothing getusers GETUSERS getUsers. getUsers.wait join/now _def createCaller * 0 ? <script>
  __proto__ __proto__.wait constructor toString hasOwnProperty valueOf then prototype
  %5F_proto__ get%2555sers getUsers%3F wait%20 %00 %2F a%2Fb`;
const OTHER_TYPES = words`
  text/plain text/json application/jsonp application/json5 application/ld+json application/x-www-form-urlencoded
  application/json,text/plain text/plain;application/json */*`;
const FORM = { 'content-type': 'multipart/form-data; boundary=x' };
const BYTES = { 'content-type': 'application/octet-stream' };
const A_FORM = '--x\r\ncontent-disposition: form-data; name="reason"\r\n\r\nsupper\r\n--x--\r\n';
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const leavesFrom = (headers: Record<string, string>) => post('leave', '{}', { headers: { ...JSON_TYPE, ...headers } });

export const differences: Readonly<Record<string, Difference>> = {
  'there is no such procedure': {
    why: 'The path stands in `data.path`; the sentence need not repeat what the caller wrote.',
    ours: 'other words',
    asked: [
      ...each(['', ...NO_PROCEDURES], [get, post], (path, ask) => ask(path)),
      ...['PUT', 'DELETE', 'OPTIONS'].map((method) => post('nothing', '{}', { method })),
      { method: 'GET', target: '/trpc' },
      { method: 'GET', target: '/trpc?input={}' },
    ],
  },
  'the procedure takes other methods': {
    why: 'The sentence names the methods to use instead of the one not to use.',
    ours: 'other words',
    asked: [
      ...MUTATIONS.map((procedure) => get(procedure)),
      get('leave?input={'),
      ...each(PROCEDURES, ['PUT', 'PATCH', 'DELETE', 'OPTIONS'], (procedure, method) =>
        post(procedure, '{}', { method }),
      ),
    ],
  },
  'other methods, and a body that is no JSON': {
    why: 'The procedure and its methods are looked at before the body: with any other body the answer would be the same.',
    ours: NOT_SUPPORTED,
    asked: [
      ...each(['getUsers', 'leave'], ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND'], (procedure, method) =>
        post(procedure, '', { method, headers: {} }),
      ),
      get('leave', { headers: FORM }),
      post('leave', A_FORM, { method: 'PUT', headers: FORM }),
    ],
  },
  'no procedure, and a body that is no JSON': {
    why: 'The procedure is looked up before the body is looked at.',
    ours: NOT_FOUND,
    asked: [{}, FORM, BYTES, { 'content-type': 'text/plain' }].map((headers) => post('nothing', 'x', { headers })),
  },
  HEAD: {
    why: 'A call has no head of its own; stock says 204 to every HEAD, also where there is no procedure.',
    ours: 405,
    asked: PROCEDURES.map((procedure) => get(procedure, { method: 'HEAD' })),
  },
  'HEAD of nothing': {
    why: 'As for every other method, there is nothing.',
    ours: 404,
    asked: ['nothing', ''].map((path) => get(path, { method: 'HEAD' })),
  },
  'a body that does not say that it is JSON': {
    why: 'The same 415, in a sentence that names what to send, and with the path that stock leaves out.',
    ours: UNSUPPORTED,
    asked: each(
      ['leave', 'getUsers'],
      [{}, ...OTHER_TYPES.map((type) => ({ 'content-type': type }))],
      (path, headers) => post(path, '{}', { headers }),
    ),
  },
  'a form or a stream of bytes': {
    why: 'No procedure takes a file, and a form is what another site can send without asking.',
    ours: UNSUPPORTED,
    asked: [
      ...PROCEDURES.map((procedure) => post(procedure, A_FORM, { headers: FORM })),
      ...PROCEDURES.map((procedure) => post(procedure, '{"since":0}', { headers: BYTES })),
      post('leave', '', { headers: FORM }),
    ],
  },
  'a form that is no body': {
    why: 'A GET has no body whose type could matter.',
    ours: 'a result',
    asked: [FORM, BYTES].map((headers) => get('getUsers', { headers })),
  },
  'broken JSON': {
    why: 'It gets the code that tRPC has for it, and no words of the engine that quote the input.',
    ours: PARSE_ERROR,
    asked: [
      ...each(WITH_INPUT, BROKEN_JSON, (procedure, json) => post(procedure, json)),
      ...BROKEN_JSON.map((json) => get(`wait?input=${encodeURIComponent(json)}`)),
      ...words`%EF%BB%BF{"since":0} %7B%22since%22%3A%zz %257B%257D {'since':0}`.map((json) =>
        get(`wait?input=${json}`),
      ),
      post('leave', Buffer.from('{}', 'utf16le')),
    ],
  },
  'broken JSON for who wants none': {
    why: 'The input is read before the procedure is called, whether or not it will look at it.',
    ours: PARSE_ERROR,
    asked: each(['getUsers', 'getMsgId'], ['{', 'x'], (query, json) => post(query, json)).concat(
      get('getUsers?input={'),
    ),
  },
  'a byte order mark': {
    why: 'Nobody may send it (RFC 8259, section 8.1), and it is no JSON.',
    ours: PARSE_ERROR,
    asked: WITH_INPUT.map((procedure) => post(procedure, '\uFEFF{"since":0}')),
  },
  'deep JSON': {
    why: 'No input needs more levels than the limit, and code that walks a value by recursion is safe below it.',
    ours: BAD_REQUEST,
    asked: [
      ...each([...WITH_INPUT, 'getUsers'], [fixedLimits.jsonDepth + 1, 5_000], (procedure, levels) =>
        post(procedure, nested(levels)),
      ),
      get(`wait?input=${nested(1_000)}`),
      post('send', '{"text":'.repeat(9) + '0' + '}'.repeat(9)),
    ],
  },
  'a body that is too large': {
    why: 'Stock reads whatever comes unless it is given a limit, and keeps the connection open for the rest.',
    ours: [413, 'PAYLOAD_TOO_LARGE'],
    asked: [
      ...PROCEDURES.map((procedure) => post(procedure, '{}'.padStart(fixedLimits.bodyBytes + 1))),
      post('leave', '{}'.padStart(fixedLimits.bodyBytes + 1), {
        headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      }),
    ],
  },
  batches: {
    why: 'The slowest call of a batch holds the answers of the others, and a wait is slow on purpose.',
    ours: BAD_REQUEST,
    asked: [
      ...words`
        getUsers?batch=1 getUsers,getMsgId?batch=1 getUsers%2CgetMsgId?batch=1 nothing,getUsers?batch=1 ,?batch=1
        getUsers?x&batch=1 getUsers,wait?batch=1&input={} wait?input={"0":{"since":0}}&batch=1`.map((path) =>
        get(path),
      ),
      post('leave?batch=1', '{"0":{}}'),
      post('leave,send?batch=1', '{"0":{},"1":{}}'),
      post('getUsers,leave?batch=1', '{}'),
    ],
  },
  'half a batch': {
    why: 'A comma or the word `batch` is the mark of a batch, whatever else is missing from it.',
    ours: BAD_REQUEST,
    asked: words`getUsers,getMsgId , getUsers?batch=0 getUsers?batch= getUsers?batch=true wait?x&batch=2`.map((path) =>
      get(path),
    ),
  },
  'a batch in disguise': {
    why: 'One call is made and answered as one call; several have a comma between them and are refused.',
    ours: 'a result',
    asked: words`getUsers?%62atch=1 getMsgId?b%61tch=1`.map((path) => get(path)),
  },
  'what asks for a stream': {
    why: 'Nothing here streams; an ordinary answer is what such a client understands as well.',
    ours: 'a result',
    asked: each(['trpc-accept', 'accept'], QUERIES.slice(0, 2), (header, query) =>
      get(query, { headers: { [header]: 'application/jsonl' } }),
    ),
  },
  'broken connection params': {
    why: 'They belong to subscriptions, of which there are none.',
    ours: 'a result',
    asked: ['{', '[]', '{"a":1}'].map((params) => get(`getUsers?connectionParams=${params}`)),
  },
  'another site': {
    why: 'A page of another site must not act in the name of who visits it.',
    ours: [403, 'FORBIDDEN'],
    asked: [
      ...['cross-site', 'same-site', ''].map((site) => leavesFrom({ 'sec-fetch-site': site })),
      ...['null', 'http://evil.example', 'mailroom'].map((origin) => leavesFrom({ origin })),
      get('getUsers', { headers: { 'sec-fetch-site': 'cross-site' } }),
      get('nothing', { headers: { origin: 'http://evil.example' } }),
    ],
  },
  'a host that is none': {
    why: 'The handler needs no address of its own, so it does not judge what a caller takes for it.',
    ours: 'a result',
    asked: ['[', 'a b', 'mailroom:port', '%'].map((host) => get('getUsers', { headers: { host } })),
  },
  'a path that is written in a roundabout way': {
    why: 'A procedure has one address, percent signs aside; browsers take out dots and fragments before they send.',
    ours: NOT_FOUND,
    asked: words`
      getUsers/ /getUsers /getUsers/ ./getUsers ../trpc/getUsers %2e/getUsers x/../getUsers / . getUsers#x
      getUsers\ nothing/ getUsers/?x`.map((path) => get(path)),
  },
  'a path that cannot be decoded': {
    why: 'It names no procedure, as every other path that names none.',
    ours: NOT_FOUND,
    asked: words`% %E0%A4%A %ff getUsers% %u0067etUsers %zz`.map((path) => get(path)),
  },
  'a fragment behind the input': {
    why: 'A target has no fragment (RFC 9112, section 3.2): it is taken for part of the input.',
    ours: PARSE_ERROR,
    asked: [get('wait?input={"since":0}#x')],
  },
  'two question marks': {
    why: '`URLSearchParams` overlooks the second one; for stock it begins the name of the parameter.',
    ours: 'a result',
    asked: [get('wait??input={"since":0}')],
  },
};
