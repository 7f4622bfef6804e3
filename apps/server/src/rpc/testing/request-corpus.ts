import { fixedLimits, type RefusalName } from '@mailroom/shared';
import { each, get, JSON_TYPE, post, QUERIES, WITH_INPUT, words, type Asked } from './send-request.ts';
import { HELLO } from './fixtures.ts';

const STRANGER = { ...JSON_TYPE, cookie: '' };
const NEW_LINE = '2c7d3c52-6b0f-4a7e-8a53-5f0b8f2f9a10';

const waits = (input: string) => [post('wait', input), get(`wait?input=${encodeURIComponent(input)}`)];
const joins = (nickname: string, more?: Partial<Asked>) => post('join', JSON.stringify({ nickname }), more);
const says = (text: string, more?: Partial<Asked>) =>
  post('send', JSON.stringify({ text, clientMsgId: NEW_LINE }), more);
const edits = (targetClientMsgId: string, text: string, more?: Partial<Asked>) =>
  post('edit', JSON.stringify({ targetClientMsgId, text, clientMsgId: NEW_LINE }), more);
const deletes = (targetClientMsgId: string, more?: Partial<Asked>) =>
  post('delete', JSON.stringify({ targetClientMsgId, clientMsgId: NEW_LINE }), more);
const renames = (nickname: string, more?: Partial<Asked>) =>
  post('rename', JSON.stringify({ nickname, clientMsgId: NEW_LINE }), more);
const leaves = (reason: string) => post('leave', JSON.stringify({ reason }));

const INPUTS = [
  '',
  ...words`
    null [] [{}] {} 0 -1.5 1e400 true "" "text" {"0":{"since":0}} {"json":{}} {"":0}
    {"__proto__":{"since":0}} {"constructor":{"prototype":{}}} {"toString":1} {"then":1}`,
];

const asNewLine = (field: string) => `${field},"clientMsgId":"${NEW_LINE}"`;

/** What may not stand in an input, each beside what has to. */
const WRONG_FIELDS = {
  join: words`
    "nickname":1 "nickname":null "nickname":["Ann"] "nick":"Cleo" "nickname":"Cleo","attempt":"1"
    "nickname":"Cleo","attempt":null "nickname":"Cleo","session":"id-4"`,
  send: [
    ...words`"text":"hi" "text":"hi","id":1 "text":"hi","clientMsgId":""`,
    ...words`"texts":"hi" "text":1 "text":null "text":"hi","to":"Ben" "text":"hi","__proto__":{}`.map(asNewLine),
  ],
  edit: [
    `"targetClientMsgId":"${HELLO}"`,
    ...words`"text":"hi" "text":"hi","targetClientMsgId":"1" "text":"hi","targetClientMsgId":2 "text":"hi","letter":2`.map(
      asNewLine,
    ),
    ...words`"text":1 "text":null "text":"hi","clientMsgId":"1" "text":"hi","at":0`.map(
      (field) => `${asNewLine(field)},"targetClientMsgId":"${HELLO}"`,
    ),
  ],
  delete: [
    `"targetClientMsgId":"${HELLO}"`,
    ...words`"targetClientMsgId":"1" "targetClientMsgId":2 "letter":2 "targetClientMsgId":null`.map(asNewLine),
    `${asNewLine('"text":""')},"targetClientMsgId":"${HELLO}"`,
  ],
  rename: ['"nickname":"Anna"', ...words`"nickname":1 "nick":"Anna" "nickname":"Anna","to":"Ben"`.map(asNewLine)],
  typing: words`"stopped":1 "stopped":null "stopped":"no" "writing":true`,
  leave: words`"reason":1 "reason":null "closing":"yes" "closing":0 "why":"left"`,
  wait: words`
    "since":-1 "since":1.5 "since":"0" "since":null "since":1e21 "since":9007199254740992 "since":[0] "since":{}
    "epoch":"id-1" "since":0,"epoch":1 "since":0,"hold":"no" "since":0,"hold":null "since":0,"tab":7 "since":0,"wait":1
    "since":0,"presence":"1" "since":0,"presence":null "since":0,"presence":0.5
    "since":0,"tab":"a-tab-whose-name-is-longer-than-anyone-would-ever-have-to-give-one"`,
};

/** A request for each refusal of the room. */
export const refusals = {
  'no-session': [get('getUsers', { headers: { cookie: 'mailroom=made-up' } }), says('hi', { headers: STRANGER })],
  'nickname-taken': [joins('Ben'), joins('ANN', { headers: STRANGER }), renames('BEN')],
  'nickname-invalid': ['', 'z'.repeat(17), 'b b', `x${'\u0301'.repeat(4)}`].map((nickname) => joins(nickname)),
  'text-invalid': ['', ' \n', 'z'.repeat(257), '\u202E', '\uD800'].map((text) => says(text)),
  'reason-invalid': ['z'.repeat(33), '\uDC00'].map((reason) => leaves(reason)),
  'too-fast': [says('again', { scene: 'Ann may say one line' })],
  'too-many-from-host': [joins('Cleo', { headers: STRANGER, scene: 'the host is crowded' })],
  'room-full': [joins('Cleo', { headers: STRANGER, scene: 'the room is full' })],
  'room-busy': [joins('Cleo', { headers: STRANGER, scene: 'the room is busy' })],
  'id-reused': [
    post('send', JSON.stringify({ text: 'bye', clientMsgId: HELLO })),
    post('join', JSON.stringify({ nickname: 'Cleo', attempt: HELLO })),
    post('delete', JSON.stringify({ targetClientMsgId: HELLO, clientMsgId: HELLO })),
  ],
  'message-unknown': [edits(NEW_LINE, 'hi'), deletes(NEW_LINE)],
  'too-late': [
    edits(HELLO, 'hi', { scene: 'Ann said hello long ago' }),
    deletes(HELLO, { scene: 'Ann said hello long ago' }),
  ],
} satisfies Record<RefusalName, readonly Asked[]>;

/** Requests to which both adapters answer the same, by what they are about. */
export const corpus: Readonly<Record<string, readonly Asked[]>> = {
  'what people do': [
    ...['Cleo', 'Ann', 'ünïcødé', '李雷', '0'].map((nickname) => joins(nickname)),
    ...['Cleo', 'e\u0301', '🙂'].map((nickname) => joins(nickname, { headers: STRANGER })),
    post('join', JSON.stringify({ nickname: 'Ann', attempt: HELLO }), { headers: STRANGER }),
    ...each(['getUsers', 'getMsgId'], [get, post], (query, ask) => ask(query)),
    ...['hi', '<b>', 'a\r\nb', '\u202Ehi', '\\', '"', '\u2028', '\0hi', '🙂'].map((text) => says(text)),
    post('send', JSON.stringify({ text: 'hello', clientMsgId: HELLO })),
    ...['hi', 'a\r\nb', '\0hi', '🙂'].map((text) => edits(HELLO, text)),
    deletes(HELLO),
    ...['Anna', 'ANN', 'Ann', 'e\u0301'].map((nickname) => renames(nickname)),
    ...['{"stopped":true}', '{"stopped":false}'].map((how) => post('typing', how)),
    ...['{"closing":true}', '{"closing":false}', '{"reason":"supper","closing":true}'].map((how) => post('leave', how)),
    ...['', 'supper', 'on\nmore lines', 'z'.repeat(32)].map((reason) => leaves(reason)),
  ],

  'every way to wait': words`
    {"since":0} {"since":3} {"since":9} {"since":3,"hold":false} {"since":0,"epoch":"id-1"} {"since":0,"epoch":"gone"}
    {"since":3,"tab":"one"} {"since":3,"presence":0} {"since":3,"presence":-1} {"since":3,"epoch":"id-1","tab":"","hold":true}`.flatMap(
    waits,
  ),

  'rooms in which something is the matter': [
    ...each(QUERIES, ['Ann fell silent', 'the room closes', 'the room is broken'] as const, (query, scene) =>
      post(query, query === 'wait' ? '{"since":3}' : '', { scene }),
    ),
    joins('Ann', { scene: 'Ann fell silent' }),
    post('leave', '{}', { scene: 'Ann fell silent' }),
  ],

  'every refusal': Object.values(refusals).flat(),

  'inputs of every kind': [
    ...each(WITH_INPUT, INPUTS, (procedure, input) => post(procedure, input)),
    ...INPUTS.map((input) => get(`wait?input=${encodeURIComponent(input)}`)),
    ...each(['getUsers', 'getMsgId'], ['null', '[]', '{"since":0}', '"text"'], (query, input) => post(query, input)),
  ],

  'fields that do not fit': Object.entries(WRONG_FIELDS).flatMap(([procedure, fields]) =>
    fields.map((field) => post(procedure, `{${field}}`)),
  ),

  'JSON that is written oddly': [
    ...words`
      {"since":1,"since":0} {"\u0073ince":0} {"since":3e0} {"since":-0} {"since":0.0} {"since":30e-1}
      {"since":3.00000000000000000000001} {"since":0,"epoch":"\ud800"} {"since":0,"epoch":"\u0000"}
      {"since":0,"__proto__":null} [[[[[[[[]]]]]]]]`,
    ' {"since":0} ',
    '\r\n\t{ "since" : 0 }\n',
  ]
    .flatMap(waits)
    .concat(
      post('send', Buffer.from(`{"text":"\xFF\xC3","clientMsgId":"${NEW_LINE}"}`, 'latin1')),
      post('join', Buffer.from('{"nickname":"Cléo"}', 'latin1')),
      post('join', '{"nickname":"Cleo"}', { headers: { ...STRANGER, 'transfer-encoding': 'chunked' } }),
      post('leave', '{}'.padStart(fixedLimits.bodyBytes)),
    ),

  'content types that are JSON': [
    'application/json; charset=utf-8',
    'application/json ;x',
    ...words`application/json; application/json;charset=latin1 APPLICATION/JSON Application/Json;Charset="utf-16"`,
  ].map((type) => post('leave', '{"reason":"supper"}', { headers: { 'content-type': type } })),

  'what stands behind the question mark': [
    ...each(['getUsers', 'wait'], words`? ?input ?&&input=& ?Input={} ?x=1 ?batch ?x=batch=1`, (query, rest) =>
      get(query + rest),
    ),
    ...words`
      input={"since":0} input=%7b%22since%22:0} input=+{"since":+0}+ input={"since"%3a0}&input={ x=1&input={"since":0}&y
      %69nput={"since":0} input={"since":0,"tab":"%F0%9F%99%82"}`.map((rest) => get(`wait?${rest}`)),
    ...words`%FF %ED%A0%80 <> %2525 a+b ? / ,`.map((epoch) => get(`wait?input={"since":0,"epoch":"${epoch}"}`)),
    post('wait?input={"since":9}', '{"since":0}'),
    post('leave?input={"closing":1}', '{}'),
    get('getUsers', { headers: { 'content-type': 'text/plain' } }),
    get('getUsers', { body: 'nobody reads this' }),
  ],

  'paths that are written with percent signs': [
    ...words`get%55sers %67etUsers %67%65%74%4d%73%67%49%64 wai%74?input={"since":0}`.map((path) => get(path)),
    post('%6Ceave', '{}'),
  ],

  cookies: ['a=b; mailroom=id-2', ...words`mailroom=id-4 mailroom= mailroom Mailroom=id-2 ;;=;mailroom=id-2`].flatMap(
    (cookie) => [get('getUsers', { headers: { cookie } }), post('leave', '{}', { headers: { ...JSON_TYPE, cookie } })],
  ),

  'who says where they come from': [
    ...['same-origin', 'none'].map((site) =>
      post('leave', '{}', { headers: { ...JSON_TYPE, 'sec-fetch-site': site } }),
    ),
    get('getUsers', { headers: { host: 'mailroom.example', origin: 'http://mailroom.example' } }),
  ],
};
