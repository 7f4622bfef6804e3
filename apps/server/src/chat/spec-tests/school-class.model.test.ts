import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultRoomSettings, digest, type WaitAnswer } from '@mailroom/shared';
import { FailureBudget } from '../limits/failure-budget.ts';
import { createTestRoom, refusalOf, type TestRoom } from '../testing/test-room.ts';

const SCHOOL = '192.0.2.1';
const ELSEWHERE = '198.51.100.1';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** The pupil whose laptop sleeps. */
const SLEEPER = 6;
/** Time between two steps of the simulation, and from an answer to the next request of the same page, in ms. */
const STEP_MS = 50;

test('W1 W3 W5 W6 W7 W8 W10 W14 W15: a class of 30 behind one router talks for 10 minutes and meets no refusal and no late response', () => {
  const simulation = createSimulation();
  const pupils = Array.from({ length: 30 }, (_, index) =>
    simulation.addPerson({ index, tabs: index === SLEEPER ? 10 : index % 3 === 0 ? 2 : 1 }),
  );
  for (const [index, pupil] of pupils.entries()) {
    simulation.at(index * 2 * SECOND, () => pupil.join());
    // Each pupil writes for some 3 s and then sends, at least every 5 s; at the peak of the lesson all send every 3 s.
    for (let time = (index + 1) * 2 * SECOND; time < 10 * MINUTE;) {
      const isPeak = time > 4 * MINUTE && time < 6 * MINUTE;
      const pauseMs = isPeak ? 3 * SECOND : 3 * SECOND + simulation.random(2 * SECOND);
      simulation.at(time + 500, () => pupil.type());
      simulation.at(time + pauseMs - 100, () => pupil.send());
      if (simulation.random(10) === 0) simulation.at(time + pauseMs, () => pupil.edit());
      time += pauseMs;
    }
    for (const minute of [2, 5]) simulation.at(minute * MINUTE + simulation.random(20 * SECOND), () => pupil.reload());
    for (const minute of [3, 4, 7])
      simulation.at(minute * MINUTE + simulation.random(10 * SECOND), () => pupil.rename());
    if (index % 3 === 1) simulation.at(6 * MINUTE + simulation.random(MINUTE), () => pupil.leaveAndJoin());
  }
  // The ten tabs of a laptop that was closed for a minute come back, more than once.
  const sleeper = pupils[SLEEPER];
  for (const minute of [3, 6, 7]) {
    simulation.at(minute * MINUTE + 40 * SECOND, () => sleeper?.sleep());
    simulation.at((minute + 1) * MINUTE + 40 * SECOND, () => sleeper?.reconnect());
  }
  // The whole class reloads at once, and the router drops all connections.
  simulation.at(8 * MINUTE, () => pupils.forEach((pupil) => pupil.reload()));
  simulation.at(9 * MINUTE, () => pupils.forEach((pupil) => pupil.reconnect()));
  simulation.run(10 * MINUTE);
  assert.deepEqual(simulation.refusals, []);
  assert(simulation.calls.send > 4_000, `the class sent ${simulation.calls.send} messages`);
});

test('W3 W6 W7: ten tabs that wake from sleep catch up without a refusal', () => {
  const simulation = createSimulation();
  const ann = simulation.addPerson({ index: 0, tabs: 10, racedConnections: 6 });
  const others = Array.from({ length: 10 }, (_, index) =>
    simulation.addPerson({ index: index + 1, tabs: 1, network: ELSEWHERE }),
  );
  for (const person of [ann, ...others]) simulation.at(0, () => person.join());
  simulation.at(SECOND, () => ann.sleep());
  for (let count = 0; count < 120; count++) {
    for (const other of others) simulation.at(2 * SECOND + count * SECOND, () => other.send());
  }
  // Within the idle timeout.
  simulation.at(130 * SECOND, () => ann.reconnect());
  simulation.run(140 * SECOND);
  assert.deepEqual(simulation.refusals, []);
  assert.equal(ann.isUpToDate(), true);
});

test('W1 W4: a class of 50 that returns after a restart of the server, all at once, meets no refusal', () => {
  const simulation = createSimulation();
  for (let index = 0; index < 50; index++) {
    const pupil = simulation.addPerson({ index, tabs: 2 });
    simulation.at(0, () => pupil.join());
  }
  simulation.run(SECOND);
  assert.deepEqual(simulation.refusals, []);
});

const ATTACKS: Record<string, { perMinute: number; attack: (room: TestRoom, member: Attacker) => unknown }> = {
  joins: { perMinute: 120, attack: ({ join }) => join('Mallory', { clientNetwork: SCHOOL }).leave() },
  renames: { perMinute: 120, attack: (_, { rename, random }) => rename(`x${random(1e9)}`) },
  messages: { perMinute: 900, attack: (_, { send }) => send('spam') },
  typing: { perMinute: 1_200, attack: (_, { setTyping }) => setTyping() },
  lists: { perMinute: 3_000, attack: ({ room }, { sessionId }) => room.members(sessionId) },
  positions: { perMinute: 3_000, attack: ({ room }, { sessionId }) => room.cursor(sessionId) },
  'repeated joins': {
    perMinute: 3_000,
    attack: ({ join }, { sessionId, member }) =>
      join(member.nickname, { clientNetwork: SCHOOL, sessionId, isUnused: true }),
  },
  reads: { perMinute: 3_000, attack: ({ room }, { sessionId }) => room.read(sessionId, { since: 0 }) },
  'abandoned waits': { perMinute: 3_000, attack: (_, { wait, joined }) => wait({ since: joined.next + 1e6 }).stop() },
};
type Attacker = ReturnType<TestRoom['join']> & { random: (below: number) => number };

for (const [name, { perMinute, attack }] of Object.entries(ATTACKS)) {
  test(`W1 W3: 40 members of one network who loop over ${name} are held to its budget, and nobody elsewhere notices`, () => {
    const testRoom = createTestRoom({ messagesPerWindow: 0, messagesPerNetwork: 900 });
    const { environment, join } = testRoom;
    const random = createRandom();
    const attackers = Array.from({ length: 40 }, (_, index) => ({
      ...join(nicknameOf(index), { clientNetwork: SCHOOL }),
      random,
    }));
    const bob = join('Bob', { clientNetwork: ELSEWHERE });
    environment.advance(MINUTE);
    let passed = 0;
    for (let step = 0; step < 10 * 2; step++) {
      for (const attacker of attackers) {
        for (let count = 0; count < 30; count++) {
          try {
            attack(testRoom, attacker);
            passed++;
          } catch {}
        }
      }
      if (step % 10 === 0) {
        bob.send('hello');
        bob.setTyping();
        bob.memberNicknames();
      }
      environment.advance(100);
    }
    const most = perMinute + (2 * SECOND * perMinute) / MINUTE;
    // Each attacker may read the letters of the joins 8 times (W7), and the last call of each may take more than was left.
    assert(passed <= most + attackers.length * 9, `${passed} passed, at most ${most}`);
    assert(passed > most / 2, `${passed} passed`);
    join('Cleo', { clientNetwork: ELSEWHERE }).leave();
  });
}

/** Pages as they behave, in front of a room: each has one wait in flight, follows its answers, and counts every refusal. */
const createSimulation = () => {
  const testRoom = createTestRoom();
  const { room, environment } = testRoom;
  const random = createRandom();
  const refusals: string[] = [];
  const calls: Record<string, number> = { send: 0 };
  const tasks: { at: number; run: () => void }[] = [];
  const at = (time: number, run: () => void) => tasks.push({ at: time, run });
  const soon = (run: () => void) => at(environment.monotonicTime + STEP_MS, run);

  const failures = new FailureBudget({
    settings: defaultRoomSettings,
    isMember: (sessionId) => room.memberIdOf(sessionId) !== undefined,
    monotonicNow: () => environment.monotonicTime,
  });

  const call = <Result>(name: string, run: () => Result): Result | undefined => {
    calls[name] = (calls[name] ?? 0) + 1;
    try {
      return run();
    } catch {
      refusals.push(`${name} at ${environment.monotonicTime}: ${JSON.stringify(refusalOf(run))}`);
      return undefined;
    }
  };

  /** Charges what the server charges to `caller` for leaving, and for a wait whose session has ended. */
  const chargeFailure = (caller: { clientNetwork: string; sessionId: string | undefined }) => {
    failures.charge(caller);
    for (const each of [caller, { clientNetwork: caller.clientNetwork }]) {
      if (failures.usedShare(each) > 0.1) refusals.push(`a late response at ${environment.monotonicTime}`);
    }
  };

  const addPerson = (options: { index: number; tabs: number; network?: string; racedConnections?: number }) => {
    const { index, tabs: tabCount, network: clientNetwork = SCHOOL, racedConnections = 1 } = options;
    let nickname = nicknameOf(index);
    let sessionId: string | undefined;
    let attempt = 0;
    let message = 0;
    let tabs: { since: number; presence: number; stop: () => void; isOpen: boolean }[] = [];

    const openTab = (since: number) => {
      const tab = { since, presence: -1, stop: () => {}, isOpen: true };
      tabs.push(tab);
      probe(tab);
    };
    const probe = (tab: (typeof tabs)[number]) => {
      for (let connection = 0; connection < racedConnections; connection++) {
        const answer = call('read', () => room.read(sessionId ?? '', { since: tab.since, presence: tab.presence }));
        if (connection === racedConnections - 1 && answer) receive(tab, answer);
      }
    };
    const wait = (tab: (typeof tabs)[number]) => {
      if (!tab.isOpen) return;
      const own = sessionId;
      const id = `${tabs.indexOf(tab)}`;
      const stop = call('wait', () =>
        room.wait(own ?? '', { since: tab.since, tab: id, presence: tab.presence }, (answer) => receive(tab, answer)),
      );
      tab.stop = () => void stop?.();
    };
    const receive = (tab: (typeof tabs)[number], answer: WaitAnswer) => {
      if (answer.type === 'closed') chargeFailure({ clientNetwork, sessionId });
      if (answer.type === 'closed' || answer.type === 'superseded') return;
      tab.since = answer.next;
      if (answer.type === 'reconnect') tab.presence = answer.presence?.version ?? tab.presence;
      soon(() => wait(tab));
    };
    const closeTabs = () => {
      for (const tab of tabs) {
        tab.isOpen = false;
        tab.stop();
      }
      tabs = [];
    };
    const leave = (request: { closing?: boolean }) => {
      call('leave', () => room.leave(sessionId ?? '', request));
      chargeFailure({ clientNetwork, sessionId });
    };
    const join = () => {
      const request = { nickname, clientNetwork, sessionId, attemptId: `${index}-${attempt}` };
      const joined = call('join', () => room.join(request));
      sessionId = joined?.sessionId;
      for (let count = 0; count < tabCount; count++) openTab(joined?.result.next ?? 0);
    };

    return {
      join,
      type: () => call('typing', () => room.setTyping(sessionId ?? '')),
      send: () =>
        call('send', () => room.send(sessionId ?? '', { text: 'hello', clientMsgId: `${index}-${++message}` })),
      edit: () =>
        call('edit', () => {
          const target = { targetMutationId: digest(`${index}-${message}`), text: 'hello again' };
          return room.edit(sessionId ?? '', { ...target, clientMsgId: `edit ${index}-${message}` });
        }),
      rename: () => {
        nickname = nickname.endsWith('9') ? nickname.slice(0, -1) : `${nickname}9`;
        call('rename', () =>
          room.rename(sessionId ?? '', { nickname, clientMsgId: `rename ${environment.monotonicTime}` }),
        );
      },
      reload: () => {
        closeTabs();
        leave({ closing: true });
        soon(() => {
          for (let count = 0; count < tabCount; count++) call('getUsers', () => room.members(sessionId ?? ''));
          join();
        });
      },
      leaveAndJoin: () => {
        closeTabs();
        leave({});
        sessionId = undefined;
        attempt++;
        soon(join);
      },
      sleep: () => {
        for (const tab of tabs) {
          tab.isOpen = false;
          tab.stop();
        }
      },
      reconnect: () => {
        for (const tab of tabs) {
          tab.stop();
          tab.isOpen = true;
          call('getUsers', () => room.members(sessionId ?? ''));
          probe(tab);
        }
      },
      isUpToDate: () => tabs.every(({ since }) => since === room.position().next),
    };
  };

  const run = (untilMs: number) => {
    while (environment.monotonicTime < untilMs) {
      const due = tasks.filter((task) => task.at <= environment.monotonicTime);
      const later = tasks.filter((task) => task.at > environment.monotonicTime);
      tasks.splice(0, tasks.length, ...later);
      for (const task of due) task.run();
      environment.advance(STEP_MS);
    }
  };

  return { at, run, random, addPerson, refusals, calls: calls as { send: number } };
};

/** Returns whole numbers from 0 to below a bound, the same in every run. */
const createRandom = () => {
  let state = 1;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

const letters = 'abcdefghkpqstuxz';
/** A nickname that looks like no other one of up to 256. */
const nicknameOf = (index: number) => `w${letters[index >> 4]}${letters[index & 15]}`;
