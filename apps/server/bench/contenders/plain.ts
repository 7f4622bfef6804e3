// The floor: what a long poll costs on node:http when nothing is done but the poll. Answers are written as JSON once for all.
import { createServer, type ServerResponse } from 'node:http';
import { announce } from './announce.ts';

const HOLD_MS = 50_000;

const lines: string[] = [];
let parked: { response: ServerResponse; since: number; until: number }[] = [];
const written = new Map<number, Buffer>();

const answerFrom = (since: number) => {
  const known = written.get(since);
  if (known) return known;
  const answer = Buffer.from(JSON.stringify({ next: lines.length, lines: lines.slice(since) }));
  written.set(since, answer);
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
      lines.push(text);
      written.clear();
      const told = parked;
      parked = [];
      for (const one of told) send(one.response, answerFrom(one.since));
      send(response, Buffer.from(JSON.stringify({ id: lines.length - 1 })));
    });
    return;
  }
  const since = Number(url.slice('/wait?since='.length));
  if (since < lines.length) send(response, answerFrom(since));
  else parked.push({ response, since, until: performance.now() + HOLD_MS });
});

setInterval(() => {
  const now = performance.now();
  const over = parked.filter(({ until }) => until <= now);
  parked = parked.filter(({ until }) => until > now);
  for (const { response, since } of over) send(response, answerFrom(since));
}, 1_000).unref();

announce(server);
