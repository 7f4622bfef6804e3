// Measures what attacks from one network cost everyone else: `npm run bench:floods`. With COMPARE_MAIN, the path of the main.ts of another
// checkout, both servers take turns, and each figure is that of the other server and that of this one. Slow figures are not failures. Exits with
// 1 if this server exits, or refuses a well-behaved member.
import path from 'node:path';
import { ATTACKS } from './attacks.ts';
import { createFlood, createHalfOpenFlood, type Flood } from './flood.ts';
import { FLOOD_KINDS } from './flood-kinds.ts';
import { FLOOD_COLUMNS, measureFlood, type FloodedServer } from './measure-flood.ts';
import { MeasuredServer } from './measured-server.ts';
import { sizes } from './sizes.ts';

const OWN_MAIN = path.join(import.meta.dirname, '../../../apps/server/src/main.ts');
const COMPARED_MAIN = process.env['COMPARE_MAIN'];
/** The servers that take turns; this one is the last. */
const MAINS = COMPARED_MAIN === undefined ? [OWN_MAIN] : [path.resolve(COMPARED_MAIN), OWN_MAIN];
/** Only the attacks whose name contains this text. */
const ONLY = process.env['FLOODS'] ?? '';

interface FloodRow {
  readonly name: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly longMessages?: number;
  /** Rounds at most, because they are long. */
  readonly maxRounds?: number;
  readonly create: (port: number) => Flood | Promise<Flood>;
}

const FLOODS: readonly FloodRow[] = [
  ...FLOOD_KINDS.map((kind, index): FloodRow => {
    const create = (port: number) => createFlood(kind, port, `127.20.${index}.1`);
    return Object.assign({ create }, kind);
  }),
  {
    name: `${sizes.halfOpen} half-open connections`,
    // From few addresses: the limit of connections from one address is not the question.
    settings: { SOCKETS_PER_HOST: '0' },
    maxRounds: 3,
    create: createHalfOpenFlood,
  },
];

/** The servers that the floods without settings of their own use, by their main.ts. */
const sharedServers = new Map<string, MeasuredServer>();

const serverFor = async (main: string, { settings, longMessages }: FloodRow): Promise<MeasuredServer> => {
  if (settings) return MeasuredServer.start({ main, settings, longMessages });
  const shared = sharedServers.get(main);
  if (shared?.isRunning) return shared;
  const server = await MeasuredServer.start({ main });
  sharedServers.set(main, server);
  return server;
};

const print = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
const printHead = (names: readonly string[]) => {
  print(names);
  print(names.map((_, index) => (index === 0 ? '---' : '---:')));
};

const fail = (sentence: string) => {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
};

/** Returns the message of an error on one line. */
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');

const runFlood = async (row: FloodRow) => {
  const floodedServers: FloodedServer[] = [];
  for (const main of MAINS) {
    const measured = await serverFor(main, row);
    floodedServers.push({ measured, flood: await row.create(measured.server.port) });
  }
  const results = await measureFlood(floodedServers, Math.min(sizes.rounds, row.maxRounds ?? Infinity));
  print([
    row.name,
    ...FLOOD_COLUMNS.map(({ format }) =>
      results.map((figures) => (figures.problem === undefined ? format(figures) : '–')).join(' → '),
    ),
  ]);
  for (const [index, { problem, refused }] of results.entries()) {
    const isOwn = index === results.length - 1;
    const report = isOwn ? fail : (sentence: string) => process.stderr.write(`${sentence}\n`);
    if (problem !== undefined) report(`${row.name}, ${MAINS[index]}: ${problem}`);
    if (isOwn && refused > 0) fail(`${row.name}: ${refused} reads of well-behaved members were refused`);
  }
  for (const { flood, measured } of floodedServers) {
    await flood.close();
    if (row.settings) await measured.stop();
  }
};

const chosenFloods = FLOODS.filter(({ name }) => name.includes(ONLY));
const chosenAttacks = ATTACKS.filter(({ name }) => name.includes(ONLY));
try {
  if (chosenFloods.length > 0) printHead(['flood', ...FLOOD_COLUMNS.map(({ name }) => name)]);
  for (const row of chosenFloods) await runFlood(row);
  if (chosenAttacks.length > 0) printHead(['attack', 'figure', 'value']);
  for (const { name, figures, run } of chosenAttacks) {
    const results: (readonly string[])[] = [];
    for (const main of MAINS) {
      results.push(await run(main).catch((error: unknown) => figures.map(() => `not run: ${messageOf(error)}`)));
    }
    for (const [index, figure] of figures.entries()) {
      print([name, figure, results.map((values) => values[index] ?? '').join(' → ')]);
    }
  }
} finally {
  for (const measured of sharedServers.values()) await measured.stop();
}
