import assert from 'node:assert/strict';
import test from 'node:test';
import { isLocalHost, RoomAddresses } from './room-addresses.ts';

const LAN = 'http://192.168.1.7:8000/';
const OTHER_LAN = 'http://10.0.0.7:8000/';

/** The addresses of a room for a page at `ownAddress`, and how often the server was asked. */
const createTestAddresses = (ownAddress: string, ...answers: (readonly string[] | Error)[]) => {
  let requests = 0;
  const addresses = new RoomAddresses({
    ownAddress: new URL(ownAddress),
    fetchAddresses: async () => {
      const answer = answers[requests++] ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { addresses, requests: () => requests };
};

test('some hosts are the computer of the reader, wherever that is', () => {
  const local = ['localhost', 'localhost.', 'room.localhost', '127.0.0.1', '127.8.0.1', '0.0.0.0', '[::1]'];
  const mapped = new URL('http://[::ffff:127.0.0.1]/').hostname;
  for (const host of [...local, mapped]) assert(isLocalHost(host), host);
  for (const host of ['192.168.1.7', 'localhost.example', 'mylocalhost', '127.example', '[fe80::1]', '[::11]']) {
    assert(!isLocalHost(host), host);
  }
});

test('a page that others reach shares its own address without a request', async () => {
  const { addresses, requests } = createTestAddresses('https://chat.example/');
  assert.deepEqual(
    [await addresses.best(), await addresses.fetch()],
    ['https://chat.example/', ['https://chat.example/']],
  );
  assert.deepEqual([addresses.isLocalOnly, requests()], [false, 0]);
});

test('a page on the host machine shares the best address of the room, and asks once', async () => {
  const { addresses, requests } = createTestAddresses('http://localhost:8000/', [LAN, OTHER_LAN]);
  assert.deepEqual([await addresses.best(), await addresses.best()], [LAN, LAN]);
  assert.deepEqual([addresses.isLocalOnly, requests()], [true, 1]);
});

test('the address that was chosen is shared as long as the room has it', async () => {
  const { addresses } = createTestAddresses('http://localhost:8000/', [LAN, OTHER_LAN], [LAN]);
  await addresses.fetch();
  addresses.choose(OTHER_LAN);
  assert.equal(await addresses.best(), OTHER_LAN);
  await addresses.fetch();
  assert.equal(await addresses.best(), LAN);
});

test('a room that is reachable from this computer only shares the address of the page, and is asked again later', async () => {
  const { addresses, requests } = createTestAddresses('http://127.0.0.1:8000/', [], new Error('refused'), [LAN]);
  const own = 'http://127.0.0.1:8000/';
  assert.deepEqual([await addresses.best(), await addresses.best(), await addresses.best()], [own, own, LAN]);
  assert.equal(requests(), 3);
});
