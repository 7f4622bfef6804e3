// Socket.IO, restricted to long polling.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { announce } from './announce.ts';

const server = createServer();
const io = new Server(server, { transports: ['polling'], serveClient: false });
io.on('connection', (socket) => {
  socket.on('send', (text: string) => io.emit('message', text));
});
announce(server);
