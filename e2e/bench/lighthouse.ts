import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Figure } from './figure.ts';

/** Installed by npx when the benchmark runs: `npm ci` leaves out its 176 MB. */
const LIGHTHOUSE = 'lighthouse@13.5.0';

interface Report {
  readonly categories: Record<string, { readonly score: number | null }>;
  readonly audits: Record<string, { readonly numericValue?: number }>;
  /** Lighthouse's rating of this machine. Below 1,000, the simulated phone is slower than Lighthouse intends. */
  readonly environment: { readonly benchmarkIndex: number };
}

/** Runs Lighthouse's mobile audit of the lobby. */
export const measureLighthouse = async (url: string, chromium: string, runs: number): Promise<Figure[]> => {
  const reports: Report[] = [];
  for (let run = 0; run < runs; run++) reports.push(await runLighthouse(url, chromium));
  const score = (name: string) => reports.map(({ categories }) => (categories[name]?.score ?? Number.NaN) * 100);
  const ms = (name: string) => reports.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
  return [
    { name: 'Lighthouse, mobile, lobby: performance', values: score('performance'), unit: '', target: 'at least 95' },
    { name: '  accessibility', values: score('accessibility'), unit: '', target: 'at least 95' },
    { name: '  best practices', values: score('best-practices'), unit: '', target: 'at least 95' },
    { name: '  first contentful paint', values: ms('first-contentful-paint'), unit: 'ms', target: 'at most 1,000' },
    { name: '  largest contentful paint', values: ms('largest-contentful-paint'), unit: 'ms' },
    { name: '  total blocking time', values: ms('total-blocking-time'), unit: 'ms' },
    {
      name: '  rating of this machine (benchmarkIndex)',
      values: reports.map(({ environment }) => environment.benchmarkIndex),
      unit: '',
    },
  ];
};

const runLighthouse = async (url: string, chromium: string): Promise<Report> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mailroom-'));
  const file = path.join(folder, 'report.json');
  const only = 'performance,accessibility,best-practices';
  const output = ['--output=json', `--output-path=${file}`, '--quiet', `--only-categories=${only}`];
  const program = spawn('npx', ['--yes', LIGHTHOUSE, url, ...output, '--chrome-flags=--headless=new --no-sandbox'], {
    env: { ...process.env, CHROME_PATH: chromium, NPM_CONFIG_LOGLEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A process group of its own: npx, Lighthouse and its browser end together.
    detached: true,
  });
  const killGroup = () => {
    try {
      process.kill(-(program.pid ?? 0), 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
  };
  process.once('exit', killGroup);
  const [code]: unknown[] = await once(program, 'exit');
  process.off('exit', killGroup);
  if (code !== 0)
    throw new Error(`npx ${LIGHTHOUSE} exited with ${String(code)}. Check that the npm registry is reachable.`);
  const found: Report = JSON.parse(await readFile(file, 'utf8'));
  await rm(folder, { recursive: true, force: true });
  return found;
};
