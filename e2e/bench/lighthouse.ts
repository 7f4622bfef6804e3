import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Figure } from './figure.ts';

/** Its 176 MB come with the bench, not with every `npm ci`. */
const LIGHTHOUSE = 'lighthouse@13.5.0';

interface Report {
  readonly categories: Record<string, { readonly score: number | null }>;
  readonly audits: Record<string, { readonly numericValue?: number }>;
  /** How fast Lighthouse found this machine: below 1,000 it is slower than what "a quarter of its speed" was meant for. */
  readonly environment: { readonly benchmarkIndex: number };
}

/** What Lighthouse says of the lobby on a phone. */
export const lighthouseFigures = async (url: string, chromium: string, runs: number): Promise<Figure[]> => {
  const reports: Report[] = [];
  for (let run = 0; run < runs; run++) reports.push(await report(url, chromium));
  const score = (name: string) => reports.map(({ categories }) => (categories[name]?.score ?? Number.NaN) * 100);
  const ms = (name: string) => reports.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
  return [
    { what: 'Lighthouse, mobile, lobby: performance', values: score('performance'), unit: '', aim: 'at least 95' },
    { what: '  accessibility', values: score('accessibility'), unit: '', aim: 'at least 95' },
    { what: '  best practices', values: score('best-practices'), unit: '', aim: 'at least 95' },
    { what: '  first contentful paint', values: ms('first-contentful-paint'), unit: 'ms', aim: 'at most 1,000' },
    { what: '  largest contentful paint', values: ms('largest-contentful-paint'), unit: 'ms' },
    { what: '  total blocking time', values: ms('total-blocking-time'), unit: 'ms' },
    {
      what: '  this machine, as Lighthouse rates it',
      values: reports.map(({ environment }) => environment.benchmarkIndex),
      unit: '',
    },
  ];
};

const report = async (url: string, chromium: string): Promise<Report> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mailroom-'));
  const file = path.join(folder, 'report.json');
  const only = 'performance,accessibility,best-practices';
  const output = ['--output=json', `--output-path=${file}`, '--quiet', `--only-categories=${only}`];
  const program = spawn('npx', ['--yes', LIGHTHOUSE, url, ...output, '--chrome-flags=--headless=new --no-sandbox'], {
    env: { ...process.env, CHROME_PATH: chromium, NPM_CONFIG_LOGLEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code]: unknown[] = await once(program, 'exit');
  if (code !== 0) throw new Error(`npx ${LIGHTHOUSE} ended with ${String(code)}: is the npm registry in reach?`);
  const found: Report = JSON.parse(await readFile(file, 'utf8'));
  await rm(folder, { recursive: true, force: true });
  return found;
};
