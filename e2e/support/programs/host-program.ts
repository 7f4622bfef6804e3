import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { END_OF_RUN, type HostCommand } from './host-command.ts';

// A program that runs main.ts of the server again and again, each time in another environment: code that is loaded and compiled already saves
// most of the CPU time of a start. Each run is what a process of its own would do, up to the call of `process.exit`.

const ownEnvironment = { ...process.env };
const sockets = new Set<Socket>();
let runs = 0;

subscribe('net.server.socket', (message) => {
  const { socket } = Object(message);
  if (!(socket instanceof Socket)) throw new Error('the channel reports sockets');
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

/** Takes the place of `process.exit`: ends what the run has left in this process. */
const endRun = () => {
  for (const socket of sockets) socket.destroy();
  for (const event of process.eventNames()) if (!ownEvents.has(event)) process.removeAllListeners(event);
  writeSync(1, `${END_OF_RUN}\n`);
};

const exit = process.exit.bind(process);
process.removeAllListeners('disconnect');
process.once('disconnect', () => exit());
process.on('message', (command: HostCommand | string | number) => {
  if (typeof command !== 'object') return;
  if (command.type === 'stop') {
    process.emit('SIGTERM');
    return;
  }
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, ownEnvironment, command.environment);
  runs += 1;
  void import(`${command.main}?run=${runs}`);
});
const ownEvents = new Set(process.eventNames());
Object.assign(process, { exit: endRun });
writeSync(1, `${END_OF_RUN}\n`);
