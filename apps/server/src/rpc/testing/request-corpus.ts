import { fixedLimits, type RefusalName } from '@mailroom/shared';
import { combine, get, JSON_TYPE, post, QUERIES, WITH_INPUT, words, type TestRequest } from './test-request.ts';
import { HELLO_ID, HELLO_MUTATION_ID, OPEN_INVITATION, OWNER_GRANT_ID } from './scenes.ts';

const NO_SESSION = { ...JSON_TYPE, cookie: '' };
const NEW_ID = '2c7d3c52-6b0f-4a7e-8a53-5f0b8f2f9a10';
const OTHER_MUTATION_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

const waitRequests = (input: string) => [post('wait', input), get(`wait?input=${encodeURIComponent(input)}`)];
const joinRequest = (nickname: string, more?: Partial<TestRequest>) => post('join', JSON.stringify({ nickname }), more);
const sendRequest = (text: string, more?: Partial<TestRequest>) =>
  post('send', JSON.stringify({ text, clientMsgId: NEW_ID }), more);
const editRequest = (targetMutationId: string, text: string, more?: Partial<TestRequest>) =>
  post('edit', JSON.stringify({ targetMutationId, text, clientMsgId: NEW_ID }), more);
const deleteRequest = (targetMutationId: string, more?: Partial<TestRequest>) =>
  post('delete', JSON.stringify({ targetMutationId, clientMsgId: NEW_ID }), more);
const replyRequest = (replyTo: string) => post('send', JSON.stringify({ text: 'yes', replyTo, clientMsgId: NEW_ID }));
const reactRequest = (targetMutationId: string, emoji?: string, more?: Partial<TestRequest>) =>
  post('react', JSON.stringify({ targetMutationId, emoji, clientMsgId: NEW_ID }), more);
const renameRequest = (nickname: string, more?: Partial<TestRequest>) =>
  post('rename', JSON.stringify({ nickname, clientMsgId: NEW_ID }), more);
const inviteRequest = (more?: Partial<TestRequest>) =>
  post('moderation.invite', JSON.stringify({ role: 'moderator', clientMsgId: NEW_ID }), more);
const claimRequest = (invitation: string, more?: Partial<TestRequest>) =>
  post('moderation.claim', JSON.stringify({ invitation, attempt: NEW_ID }), more);
const revokeRequest = (id: string, more?: Partial<TestRequest>) =>
  post('moderation.revoke', JSON.stringify({ id }), more);
const leaveRequest = (reason: string) => post('leave', JSON.stringify({ reason }));

const INPUTS = [
  '',
  ...words`
    null [] [{}] {} 0 -1.5 1e400 true "" "text" {"0":{"since":0}} {"json":{}} {"":0}
    {"__proto__":{"since":0}} {"constructor":{"prototype":{}}} {"toString":1} {"then":1}`,
];

const withNewId = (field: string) => `${field},"clientMsgId":"${NEW_ID}"`;

/** Valid inputs of the queries that need one. */
const VALID_INPUTS: Readonly<Record<string, string>> = { history: '{"before":3}', wait: '{"since":3}' };

/** Invalid inputs of each procedure, as JSON without the braces. */
const INVALID_FIELDS = {
  join: words`
    "nickname":1 "nickname":null "nickname":["Ann"] "nick":"Cleo" "nickname":"Cleo","attempt":"1"
    "nickname":"Cleo","attempt":null "nickname":"Cleo","session":"id-4"`,
  send: [
    ...words`"text":"hi" "text":"hi","id":1 "text":"hi","clientMsgId":""`,
    ...words`"texts":"hi" "text":1 "text":null "text":"hi","to":"Ben" "text":"hi","__proto__":{}`.map(withNewId),
    ...words`"text":"hi","replyTo":2 "text":"hi","replyTo":"" "text":"hi","replyTo":null`.map(withNewId),
  ],
  edit: [
    `"targetMutationId":"${HELLO_MUTATION_ID}"`,
    ...words`"text":"hi" "text":"hi","targetMutationId":"1" "text":"hi","targetMutationId":2 "text":"hi","letter":2`.map(
      withNewId,
    ),
    ...words`"text":1 "text":null "text":"hi","clientMsgId":"1" "text":"hi","at":0`.map(
      (field) => `${withNewId(field)},"targetMutationId":"${HELLO_MUTATION_ID}"`,
    ),
  ],
  delete: [
    `"targetMutationId":"${HELLO_MUTATION_ID}"`,
    ...words`"targetMutationId":"1" "targetMutationId":2 "letter":2 "targetMutationId":null`.map(withNewId),
    `${withNewId('"text":""')},"targetMutationId":"${HELLO_MUTATION_ID}"`,
  ],
  react: [
    `"targetMutationId":"${HELLO_MUTATION_ID}"`,
    ...words`"emoji":"👍" "targetMutationId":"1" "targetMutationId":2,"emoji":"👍"`.map(withNewId),
    ...words`"emoji":1 "emoji":null "emoji":"👍","text":""`.map(
      (field) => `${withNewId(field)},"targetMutationId":"${HELLO_MUTATION_ID}"`,
    ),
  ],
  rename: ['"nickname":"Anna"', ...words`"nickname":1 "nick":"Anna" "nickname":"Anna","to":"Ben"`.map(withNewId)],
  typing: words`"stopped":1 "stopped":null "stopped":"no" "writing":true`,
  'moderation.claim': [
    `"invitation":1,"attempt":"${NEW_ID}"`,
    `"attempt":"${NEW_ID}"`,
    ...words`"invitation":"a" "invitation":"a","attempt":"1"`,
  ],
  'moderation.invite': words`"role":"owner" "role":"king" "role":null "role":1`.flatMap((field) => [
    field,
    `${withNewId(field)},"uses":2`,
  ]),
  'moderation.revoke': words`"id":1 "id":null "grant":"id-1" "id":"a","role":"owner"`,
  leave: words`"reason":1 "reason":null "closing":"yes" "closing":0 "why":"left"`,
  history: words`
    "before":-1 "before":1.5 "before":"0" "before":null "before":9007199254740992 "before":[0] "epoch":"id-1"
    "before":0,"epoch":1 "before":0,"since":0 "before":0,"limit":5`,
  wait: words`
    "since":-1 "since":1.5 "since":"0" "since":null "since":1e21 "since":9007199254740992 "since":[0] "since":{}
    "epoch":"id-1" "since":0,"epoch":1 "since":0,"hold":"no" "since":0,"hold":null "since":0,"tab":7 "since":0,"wait":1
    "since":0,"presence":"1" "since":0,"presence":null "since":0,"presence":0.5
    "since":0,"maxHoldMs":999 "since":0,"maxHoldMs":600001 "since":0,"maxHoldMs":1500.5 "since":0,"maxHoldMs":"5000"
    "since":0,"tab":"a-tab-whose-id-is-longer-than-any-client-would-ever-need-it-to-be-0"`,
};

/** Requests that cause each refusal of the room. */
export const refusals = {
  'no-session': [
    get('getUsers', { headers: { cookie: 'mailroom-00000000=forged' } }),
    sendRequest('hi', { headers: NO_SESSION }),
  ],
  'nickname-taken': [joinRequest('Ben'), joinRequest('ANN', { headers: NO_SESSION }), renameRequest('BEN')],
  'nickname-invalid': ['', 'z'.repeat(17), 'b b', `x${'\u0301'.repeat(4)}`].map((nickname) => joinRequest(nickname)),
  'text-invalid': ['', ' \n', 'z'.repeat(2_001), '\u202E', '\uD800'].map((text) => sendRequest(text)),
  'reason-invalid': ['z'.repeat(33), '\uDC00'].map((reason) => leaveRequest(reason)),
  'too-fast': [sendRequest('again', { scene: 'Ann may send one message' })],
  'too-many-from-host': [joinRequest('Cleo', { headers: NO_SESSION, scene: 'the network is full' })],
  'room-full': [joinRequest('Cleo', { headers: NO_SESSION, scene: 'the room is full' })],
  'room-busy': [joinRequest('Cleo', { headers: NO_SESSION, scene: 'the server is overloaded' })],
  'host-mismatch': [post('leave', '{}', { headers: { origin: 'http://evil.example' } })],
  'id-reused': [
    post('send', JSON.stringify({ text: 'bye', clientMsgId: HELLO_ID })),
    post('join', JSON.stringify({ nickname: 'Cleo', attempt: HELLO_ID })),
    post('delete', JSON.stringify({ targetMutationId: HELLO_MUTATION_ID, clientMsgId: HELLO_ID })),
  ],
  'message-unknown': [
    editRequest(OTHER_MUTATION_ID, 'hi'),
    deleteRequest(OTHER_MUTATION_ID),
    replyRequest(OTHER_MUTATION_ID),
    reactRequest(OTHER_MUTATION_ID, '👍'),
    reactRequest(OTHER_MUTATION_ID),
  ],
  'emoji-invalid': ['', 'a', '1', '👍👍', '👍a', '\u{1F1E6}', '❤\u{FE0E}', '👍'.repeat(33)].map((emoji) =>
    reactRequest(HELLO_MUTATION_ID, emoji),
  ),
  'too-many-reactions': [reactRequest(HELLO_MUTATION_ID, '👍', { scene: 'hello has all its reactions' })],
  'too-late': [
    editRequest(HELLO_MUTATION_ID, 'hi', { scene: 'the message is old' }),
    deleteRequest(HELLO_MUTATION_ID, { scene: 'the message is old' }),
  ],
  'not-permitted': [inviteRequest(), revokeRequest('id-1'), get('moderation.grants')],
  outranked: [revokeRequest(OWNER_GRANT_ID, { scene: 'Ann is an owner' })],
  'invitation-invalid': [claimRequest('unknown'), claimRequest('')],
  'too-many-invitations': [inviteRequest({ scene: 'all invitations are open' })],
  'too-many-grants': [claimRequest(OPEN_INVITATION, { headers: NO_SESSION, scene: 'all grants are given' })],
  // The HTTP server in front of both adapters refuses it.
  'headers-too-large': [],
  // A journal in memory keeps everything.
  'not-kept': [],
} satisfies Record<RefusalName, readonly TestRequest[]>;

/** Requests to which both adapters respond in the same way, by topic. */
export const corpus: Readonly<Record<string, readonly TestRequest[]>> = {
  'valid calls': [
    ...['Cleo', 'Ann', 'ünïcødé', '李雷', '0'].map((nickname) => joinRequest(nickname)),
    ...['Cleo', 'e\u0301', '🙂'].map((nickname) => joinRequest(nickname, { headers: NO_SESSION })),
    post('join', JSON.stringify({ nickname: 'Ann', attempt: HELLO_ID }), { headers: NO_SESSION }),
    ...combine(['getRoom', 'getUsers', 'getMsgId'], [get, post], (query, create) => create(query)),
    ...['hi', '<b>', 'a\r\nb', '\u202Ehi', '\\', '"', '\u2028', '\0hi', '🙂'].map((text) => sendRequest(text)),
    post('send', JSON.stringify({ text: 'hello', clientMsgId: HELLO_ID })),
    ...['hi', 'a\r\nb', '\0hi', '🙂'].map((text) => editRequest(HELLO_MUTATION_ID, text)),
    deleteRequest(HELLO_MUTATION_ID),
    replyRequest(HELLO_MUTATION_ID),
    ...['👍', '❤', '❤️', '👨‍👩‍👧', '🇩🇪', '1️⃣', undefined].map((emoji) => reactRequest(HELLO_MUTATION_ID, emoji)),
    ...['Anna', 'ANN', 'Ann', 'e\u0301'].map((nickname) => renameRequest(nickname)),
    ...['{"stopped":true}', '{"stopped":false}'].map((input) => post('typing', input)),
    ...['{"closing":true}', '{"closing":false}', '{"reason":"supper","closing":true}'].map((input) =>
      post('leave', input),
    ),
    ...[inviteRequest, (more: Partial<TestRequest>) => get('moderation.grants', more)].map((create) =>
      create({ scene: 'Ann is an owner' }),
    ),
    revokeRequest('unknown', { scene: 'Ann is an owner' }),
    revokeRequest(NEW_ID, { scene: 'all invitations are open' }),
    post('moderation.resign', '', { headers: { ...JSON_TYPE, cookie: 'mailroom-role-00000000=unknown' } }),
    ...['', 'supper', 'on\nmore lines', 'z'.repeat(32)].map((reason) => leaveRequest(reason)),
  ],

  'all inputs of wait': words`
    {"since":0} {"since":3} {"since":9} {"since":3,"hold":false} {"since":0,"epoch":"id-1"} {"since":0,"epoch":"gone"}
    {"since":3,"tab":"one"} {"since":3,"presence":0} {"since":3,"presence":-1} {"since":3,"epoch":"id-1","tab":"","hold":true}`.flatMap(
    waitRequests,
  ),

  'all inputs of history': words`
    {"before":0} {"before":3} {"before":9} {"before":3,"epoch":"id-1"} {"before":0,"epoch":"gone"}`.flatMap((input) => [
    get(`history?input=${encodeURIComponent(input)}`),
    post('history', input),
  ]),

  'unusual rooms': [
    ...combine(QUERIES, ['Ann timed out', 'the room is closed', 'the room throws'] as const, (query, scene) =>
      post(query, VALID_INPUTS[query] ?? '', { scene }),
    ),
    joinRequest('Ann', { scene: 'Ann timed out' }),
    post('leave', '{}', { scene: 'Ann timed out' }),
  ],

  'all refusals of the room': Object.entries(refusals).flatMap(([name, requests]) =>
    name === 'host-mismatch' ? [] : requests,
  ),

  'inputs of the wrong type': [
    ...combine(WITH_INPUT, INPUTS, (procedure, input) => post(procedure, input)),
    ...combine(['history', 'wait'], INPUTS, (query, input) => get(`${query}?input=${encodeURIComponent(input)}`)),
    ...combine(['getRoom', 'getUsers', 'getMsgId'], ['null', '[]', '{"since":0}', '"text"'], (query, input) =>
      post(query, input),
    ),
  ],

  'invalid fields': Object.entries(INVALID_FIELDS).flatMap(([procedure, fields]) =>
    fields.map((field) => post(procedure, `{${field}}`)),
  ),

  'unusual JSON': [
    ...words`
      {"since":1,"since":0} {"\u0073ince":0} {"since":3e0} {"since":-0} {"since":0.0} {"since":30e-1}
      {"since":3.00000000000000000000001} {"since":0,"epoch":"\ud800"} {"since":0,"epoch":"\u0000"}
      {"since":0,"__proto__":null} [[[[[[[[]]]]]]]]`,
    ' {"since":0} ',
    '\r\n\t{ "since" : 0 }\n',
  ]
    .flatMap(waitRequests)
    .concat(
      post('join', '{"nickname":"Cleo"}', { headers: { ...NO_SESSION, 'transfer-encoding': 'chunked' } }),
      post('leave', '{}'.padStart(fixedLimits.bodyBytes)),
    ),

  'JSON content types': [
    'application/json; charset=utf-8',
    'application/json ;x',
    ...words`application/json; application/json;charset=latin1 APPLICATION/JSON Application/Json;Charset="utf-16"`,
  ].map((type) => post('leave', '{"reason":"supper"}', { headers: { 'content-type': type } })),

  'query strings': [
    ...combine(['getUsers', 'wait'], words`? ?input ?&&input=& ?Input={} ?x=1 ?batch ?x=batch=1`, (query, rest) =>
      get(query + rest),
    ),
    ...words`
      input={"since":0} input=%7b%22since%22:0} input=+{"since":+0}+ input={"since"%3a0}&input={ x=1&input={"since":0}&y
      %69nput={"since":0} input={"since":0,"tab":"%F0%9F%99%82"}`.map((rest) => get(`wait?${rest}`)),
    ...words`<> %2525 a+b ? / ,`.map((epoch) => get(`wait?input={"since":0,"epoch":"${epoch}"}`)),
    post('wait?input={"since":9}', '{"since":0}'),
    post('leave?input={"closing":1}', '{}'),
    get('getUsers', { headers: { 'content-type': 'text/plain' } }),
    get('getUsers', { body: 'unread body' }),
  ],

  'percent-encoded paths': [
    ...words`get%55sers %67etUsers %67%65%74%4d%73%67%49%64 wai%74?input={"since":0}`.map((path) => get(path)),
    post('%6Ceave', '{}'),
  ],

  cookies: [
    'a=b; mailroom-00000000=id-2.signed',
    ...words`mailroom-00000000=id-4.signed mailroom-00000000= mailroom-00000000 Mailroom-00000000=id-2.signed ;;=;mailroom-00000000=id-2.signed mailroom=id-2.signed mailroom-00000001=id-2.signed __Host-mailroom-00000000=id-2.signed`,
    ...words`id-2 id-2. id-2.signe id-2.Signed id-2.signed. id-2..signed id-2.signed.signed .signed . signed`.map(
      (value) => `mailroom-00000000=${value}`,
    ),
  ].flatMap((cookie) => [
    get('getUsers', { headers: { cookie } }),
    post('leave', '{}', { headers: { ...JSON_TYPE, cookie } }),
  ]),

  'same-origin headers': [
    ...['same-origin', 'none'].map((site) =>
      post('leave', '{}', { headers: { ...JSON_TYPE, 'sec-fetch-site': site } }),
    ),
    get('getUsers', { headers: { host: 'mailroom.example', origin: 'http://mailroom.example' } }),
  ],
};
