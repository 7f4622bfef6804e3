import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { fixedLimits, type RefusalName } from '@mailroom/shared';
import {
  combine,
  get,
  JSON_TYPE,
  MUTATIONS,
  post,
  PROCEDURES,
  QUERIES,
  WITH_INPUT,
  words,
  type TestRequest,
} from './test-request.ts';

/** Requests to which our handler responds differently from tRPC's stock adapter. */
interface Difference {
  readonly reason: string;
  /** Our response: the stock one with another message, a result, a status without a body, or an error that changes nothing. */
  readonly ours:
    | 'another message'
    | 'a result'
    | number
    | readonly [status: number, code: TRPC_ERROR_CODE_KEY, refusal?: RefusalName];
  readonly requests: readonly TestRequest[];
}

const NOT_FOUND = [404, 'NOT_FOUND'] as const;
const NOT_SUPPORTED = [405, 'METHOD_NOT_SUPPORTED'] as const;
const UNSUPPORTED = [415, 'UNSUPPORTED_MEDIA_TYPE'] as const;
const BAD_REQUEST = [400, 'BAD_REQUEST'] as const;
const PARSE_ERROR = [400, 'PARSE_ERROR'] as const;

const BROKEN_JSON = [' ', ...words`{ {"since": {'since':0} {"since":0,} {"since":00} {"since":NaN} undefined`];
const UNKNOWN_PROCEDURES = words`
  nothing getusers GETUSERS getUsers. getUsers.wait join/now _def createCaller * 0 ? <script>
  __proto__ __proto__.wait constructor toString hasOwnProperty valueOf then prototype
  %5F_proto__ get%2555sers getUsers%3F wait%20 %00 %2F a%2Fb`;
const OTHER_TYPES = words`
  text/plain text/json application/jsonp application/json5 application/ld+json application/x-www-form-urlencoded
  application/json,text/plain text/plain;application/json */*`;
const FORM = { 'content-type': 'multipart/form-data; boundary=x' };
const BYTES = { 'content-type': 'application/octet-stream' };
const FORM_BODY = '--x\r\ncontent-disposition: form-data; name="reason"\r\n\r\nsupper\r\n--x--\r\n';
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const leaveFrom = (headers: Record<string, string>) => post('leave', '{}', { headers: { ...JSON_TYPE, ...headers } });

export const listedDifferences: Readonly<Record<string, Difference>> = {
  'unknown procedure': {
    reason: '`data.path` has the path. The message does not repeat it.',
    ours: 'another message',
    requests: [
      ...combine(['', ...UNKNOWN_PROCEDURES], [get, post], (path, create) => create(path)),
      ...['PUT', 'DELETE', 'OPTIONS'].map((method) => post('nothing', '{}', { method })),
      { method: 'GET', target: '/trpc' },
      { method: 'GET', target: '/trpc?input={}' },
    ],
  },
  'wrong method': {
    reason: 'The message names the allowed methods.',
    ours: 'another message',
    requests: [
      ...MUTATIONS.map((procedure) => get(procedure)),
      get('leave?input={'),
      ...combine(PROCEDURES, ['PUT', 'PATCH', 'DELETE', 'OPTIONS'], (procedure, method) =>
        post(procedure, '{}', { method }),
      ),
    ],
  },
  'wrong method with a body that is not JSON': {
    reason: 'Our handler checks procedure and method before the body.',
    ours: NOT_SUPPORTED,
    requests: [
      ...combine(['getUsers', 'leave'], ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND'], (procedure, method) =>
        post(procedure, '', { method, headers: {} }),
      ),
      get('leave', { headers: FORM }),
      post('leave', FORM_BODY, { method: 'PUT', headers: FORM }),
    ],
  },
  'unknown procedure with a body that is not JSON': {
    reason: 'Our handler checks the procedure before the body.',
    ours: NOT_FOUND,
    requests: [{}, FORM, BYTES, { 'content-type': 'text/plain' }].map((headers) => post('nothing', 'x', { headers })),
  },
  HEAD: {
    reason:
      'Procedures do not support HEAD. The stock adapter responds 204 to every HEAD, even for an unknown procedure.',
    ours: 405,
    requests: PROCEDURES.map((procedure) => get(procedure, { method: 'HEAD' })),
  },
  'HEAD of an unknown procedure': {
    reason: 'The status is the same as for other methods.',
    ours: 404,
    requests: ['nothing', ''].map((path) => get(path, { method: 'HEAD' })),
  },
  'body of another content type': {
    reason: 'The status is the same. Our message names the required type, and `data.path` is set.',
    ours: UNSUPPORTED,
    requests: combine(
      ['leave', 'getUsers'],
      [{}, ...OTHER_TYPES.map((type) => ({ 'content-type': type }))],
      (path, headers) => post(path, '{}', { headers }),
    ),
  },
  'form or binary body': {
    reason: 'No procedure accepts a file, and other sites can send a form without a preflight request.',
    ours: UNSUPPORTED,
    requests: [
      ...PROCEDURES.map((procedure) => post(procedure, FORM_BODY, { headers: FORM })),
      ...PROCEDURES.map((procedure) => post(procedure, '{"since":0}', { headers: BYTES })),
      post('leave', '', { headers: FORM }),
    ],
  },
  'form content type without a body': {
    reason: 'A GET has no body, so its content type has no effect.',
    ours: 'a result',
    requests: [FORM, BYTES].map((headers) => get('getUsers', { headers })),
  },
  'broken JSON': {
    reason: 'The error has tRPC’s code for it. Our message does not quote the input.',
    ours: PARSE_ERROR,
    requests: [
      ...combine(WITH_INPUT, BROKEN_JSON, (procedure, json) => post(procedure, json)),
      ...BROKEN_JSON.map((json) => get(`wait?input=${encodeURIComponent(json)}`)),
      ...words`%EF%BB%BF{"since":0} %7B%22since%22%3A%zz %257B%257D {'since':0}`.map((json) =>
        get(`wait?input=${json}`),
      ),
      post('leave', Buffer.from('{}', 'utf16le')),
    ],
  },
  'broken JSON for a procedure without input': {
    reason: 'Our handler parses the input before it calls any procedure.',
    ours: PARSE_ERROR,
    requests: combine(['getUsers', 'getMsgId'], ['{', 'x'], (query, json) => post(query, json)).concat(
      get('getUsers?input={'),
    ),
  },
  'byte order mark': {
    reason: 'A byte order mark is not allowed in JSON (RFC 8259, section 8.1).',
    ours: PARSE_ERROR,
    requests: WITH_INPUT.map((procedure) => post(procedure, '\uFEFF{"since":0}')),
  },
  'deep JSON': {
    reason: 'The limit protects recursive code; no valid input reaches it.',
    ours: BAD_REQUEST,
    requests: [
      ...combine([...WITH_INPUT, 'getUsers'], [fixedLimits.jsonDepth + 1, 5_000], (procedure, levels) =>
        post(procedure, nested(levels)),
      ),
      get(`wait?input=${nested(1_000)}`),
      post('send', '{"text":'.repeat(9) + '0' + '}'.repeat(9)),
    ],
  },
  'body that is too large': {
    reason: 'The stock adapter has no limit by default and keeps the connection open.',
    ours: [413, 'PAYLOAD_TOO_LARGE'],
    requests: [
      ...PROCEDURES.map((procedure) => post(procedure, '{}'.padStart(fixedLimits.bodyBytes + 1))),
      post('leave', '{}'.padStart(fixedLimits.bodyBytes + 1), {
        headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      }),
    ],
  },
  batches: {
    reason: 'A batch responds when its slowest call does, and a wait is slow by design.',
    ours: BAD_REQUEST,
    requests: [
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
  'incomplete batch': {
    reason: 'A comma or a `batch` parameter marks a batch, even if other parts are missing.',
    ours: BAD_REQUEST,
    requests: words`getUsers,getMsgId , getUsers?batch=0 getUsers?batch= getUsers?batch=true wait?x&batch=2`.map(
      (path) => get(path),
    ),
  },
  'percent-encoded batch parameter': {
    reason: 'It is one call and gets one result. Several calls have a comma and are rejected.',
    ours: 'a result',
    requests: words`getUsers?%62atch=1 getMsgId?b%61tch=1`.map((path) => get(path)),
  },
  'stream requested': {
    reason: 'Our handler does not stream. Such a client accepts an ordinary response too.',
    ours: 'a result',
    requests: combine(['trpc-accept', 'accept'], QUERIES.slice(0, 2), (header, query) =>
      get(query, { headers: { [header]: 'application/jsonl' } }),
    ),
  },
  'broken connection params': {
    reason: 'Only subscriptions have connection params, and there are none.',
    ours: 'a result',
    requests: ['{', '[]', '{"a":1}'].map((params) => get(`getUsers?connectionParams=${params}`)),
  },
  'cross-site request': {
    reason: 'A page of another site must not act for its visitor.',
    ours: [403, 'FORBIDDEN'],
    requests: [
      ...['cross-site', 'same-site', ''].map((site) => leaveFrom({ 'sec-fetch-site': site })),
      get('getUsers', { headers: { 'sec-fetch-site': 'cross-site' } }),
    ],
  },
  'input that is not UTF-8': {
    reason: 'JSON is UTF-8 (RFC 8259, section 8.1). The stock adapter replaces what is not.',
    ours: [400, 'PARSE_ERROR'],
    requests: [
      post('send', Buffer.from(`{"text":"\xFF\xC3","clientMsgId":"2c7d3c52-6b0f-4a7e-8a53-5f0b8f2f9a10"}`, 'latin1')),
      post('join', Buffer.from('{"nickname":"Cléo"}', 'latin1')),
      ...words`%FF %ED%A0%80`.map((epoch) => get(`wait?input={"since":0,"epoch":"${epoch}"}`)),
    ],
  },
  'another origin': {
    reason: 'The page of another site, or a proxy that changes Host.',
    ours: [403, 'FORBIDDEN', 'host-mismatch'],
    requests: [
      ...['null', 'http://evil.example', 'mailroom'].map((origin) => leaveFrom({ origin })),
      get('nothing', { headers: { origin: 'http://evil.example' } }),
    ],
  },
  'invalid Host header': {
    reason: 'Our handler does not use the Host header.',
    ours: 'a result',
    requests: ['[', 'a b', 'mailroom:port', '%'].map((host) => get('getUsers', { headers: { host } })),
  },
  'path that is not normalized': {
    reason: 'Apart from percent-encoding, a procedure has one URL. Browsers normalize URLs before they send them.',
    ours: NOT_FOUND,
    requests: words`
      getUsers/ /getUsers /getUsers/ ./getUsers ../trpc/getUsers %2e/getUsers x/../getUsers / . getUsers#x
      getUsers\ nothing/ getUsers/?x`.map((path) => get(path)),
  },
  'path that cannot be decoded': {
    reason: 'It is an unknown procedure like any other.',
    ours: NOT_FOUND,
    requests: words`% %E0%A4%A %ff getUsers% %u0067etUsers %zz`.map((path) => get(path)),
  },
  'fragment after the input': {
    reason: 'A request target has no fragment (RFC 9112, section 3.2), so it is part of the input.',
    ours: PARSE_ERROR,
    requests: [get('wait?input={"since":0}#x')],
  },
  'two question marks': {
    reason: '`URLSearchParams` ignores the second one. For the stock adapter it is part of the parameter name.',
    ours: 'a result',
    requests: [get('wait??input={"since":0}')],
  },
};
