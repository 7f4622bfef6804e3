// The lower bound: long polling on plain node:http without any other work. Serializes each answer once for all clients.
import { createServer, type ServerResponse } from 'node:http';
import { announce } from './announce.ts';

const HOLD_MS = 50_000;

const messages: string[] = [];
let parked: { response: ServerResponse; since: number; until: number }[] = [];
const serialized = new Map<number, Buffer>();

const answerFrom = (since: number) => {
  const cached = serialized.get(since);
  if (cached) return cached;
  const answer = Buffer.from(JSON.stringify({ next: messages.length, messages: messages.slice(since) }));
  serialized.set(since, answer);
  return answer;
};

const send = (response: ServerResponse, body: Buffer) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.byteLength });
  response.end(body);
};

const server = createServer((request, response) => {
  const url = request.url ?? '';
  if (request.method === 'POST') {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      messages.push(text);
      serialized.clear();
      const waiting = parked;
      parked = [];
      for (const { response: waitResponse, since } of waiting) send(waitResponse, answerFrom(since));
      send(response, Buffer.from(JSON.stringify({ id: messages.length - 1 })));
    });
    return;
  }
  const since = Number(url.slice('/wait?since='.length));
  if (since < messages.length) send(response, answerFrom(since));
  else parked.push({ response, since, until: performance.now() + HOLD_MS });
});

setInterval(() => {
  const now = performance.now();
  const expired = parked.filter(({ until }) => until <= now);
  parked = parked.filter(({ until }) => until > now);
  for (const { response, since } of expired) send(response, answerFrom(since));
}, 1_000).unref();

announce(server);
