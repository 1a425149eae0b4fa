import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import { createPositions } from '../../../src/infra/redis/positions.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { sub, token, useGate } from '../support/use-gate.ts';

const stranger = '01900000-0000-7000-8000-00000000000b' as AccountId;
const layout: Layout = { layout: 1, lanes: 4, laneOf: (owner) => (owner === 'system' ? 3 : 1) };
const newerLayout: Layout = { layout: 2, lanes: 2, laneOf: () => 0 };

describe('the required position of an account', () => {
  const { server, durable, gate, gateWith, redis, restore } = useGate();

  const record = (owner: typeof sub | 'system', position: bigint, under = layout) =>
    createPositions(redis(), under).record(sub, owner, position);
  const requiredPositions = async ({ layout: number, lanes } = layout) => {
    const admitted = await gate().admit(token);
    return Array.from({ length: lanes }, (_, lane) => admitted?.requiredPosition(lane, number));
  };

  it('is the highest recorded position of each lane', async () => {
    await gate().admit(token);
    await record(sub, 2n ** 60n);
    await record(sub, 500n);
    await record('system', 101n);
    expect(await requiredPositions()).to.deep.equal([100n, 2n ** 60n, 100n, 101n]);
  });

  it('counts positions of an older layout for every lane of the newer one', async () => {
    await gate().admit(token);
    await record(sub, 500n);
    await record('system', 400n);
    expect(await requiredPositions(newerLayout)).to.deep.equal([500n, 500n]);
    await record(sub, 600n, newerLayout);
    expect(await requiredPositions(newerLayout)).to.deep.equal([600n, 500n]);
  });

  it('loses no position that a process still records under the older layout', async () => {
    await gate().admit(token);
    await record(sub, 500n, newerLayout);
    await record(sub, 700n);
    expect(await requiredPositions(newerLayout)).to.deep.equal([700n, 700n]);
    await record('system', 600n);
    expect(await requiredPositions(newerLayout)).to.deep.equal([700n, 700n]);
  });

  it('counts positions of a newer layout for every lane that a reader of the older one uses', async () => {
    await gate().admit(token);
    await record(sub, 500n, newerLayout);
    expect(await requiredPositions()).to.deep.equal([500n, 500n, 500n, 500n]);
  });

  it('is recorded for all commands that end together with one call of Redis', async () => {
    await gate().admit(token);
    let calls = 0;
    const counting = new Proxy(redis(), {
      get(target, name) {
        if (name === 'evalsha' || name === 'eval') calls += 1;
        return Reflect.get(target, name).bind(target);
      },
    });
    const positions = createPositions(counting, layout);
    await positions.record(sub, sub, 500n);
    calls = 0;
    const recorded = [positions.record(sub, sub, 700n), positions.record(sub, 'system', 800n)];
    await Promise.all([...recorded, positions.record(stranger, stranger, 900n), positions.record(sub, sub, 600n)]);
    expect(calls).to.equal(1);
    expect(await requiredPositions()).to.deep.equal([100n, 700n, 100n, 800n]);
    expect((await gate().requiredPosition(stranger))(1, 1)).to.equal(900n);
  });

  it('is recorded by a Redis that has forgotten the script', async () => {
    await gate().admit(token);
    await record(sub, 500n);
    await server.redis.script('FLUSH');
    await record(sub, 700n);
    expect(await requiredPositions()).to.deep.equal([100n, 700n, 100n, 100n]);
  });

  it('is read for all requests of one round with one call of Redis', async () => {
    await gate().admit(token);
    let calls = 0;
    const counting = new Proxy(redis(), {
      get(target, name) {
        if (name === 'mget') calls += 1;
        return Reflect.get(target, name).bind(target);
      },
    });
    const counted = gateWith({ redis: counting });
    await counted.admit(token);
    await record(sub, 500n);
    calls = 0;
    const [one, two] = await Promise.all([counted.admit(token), counted.requiredPosition(stranger)]);
    expect(calls).to.equal(1);
    expect([one?.requiredPosition(1, 1), two(1, 1)]).to.deep.equal([500n, 100n]);
  });

  it('is the head of the log after Redis has lost its data', async () => {
    await gate().admit(token);
    await record(sub, 700n);
    await server.redis.flushall();
    durable.head = 900n;
    expect(await requiredPositions()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('covers an event that is appended while an epoch begins and Redis is emptied again', async () => {
    let reads = 0;
    const disturbed = gateWith({
      async head() {
        const head = durable.head;
        reads += 1;
        if (reads > 1) return head;
        // After the gate has read the end of the log, an event is appended, and Redis loses the position of that event.
        durable.head = 900n;
        await record(sub, durable.head);
        await server.redis.flushall();
        return head;
      },
    });
    await disturbed.admit(token);
    expect(await requiredPositions()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('is not lowered by a process that begins an epoch with an older head of the log', async () => {
    durable.head = 900n;
    await gate().admit(token);
    const lagging = gateWith({ head: async () => 50n });
    expect((await lagging.requiredPosition(sub))(0, 1)).to.equal(900n);
  });

  it('is not taken from an answer that came over a new connection', async () => {
    const events = new EventEmitter();
    let reconnects = 1;
    const redisThatReconnects = new Proxy(redis(), {
      get(target, name) {
        if (name === 'on') return events.on.bind(events);
        if (name !== 'mget') return Reflect.get(target, name).bind(target);
        return async (...keys: string[]) => {
          const values = await target.mget(...keys);
          if (reconnects > 0) {
            // Simulates a reconnection just after the answer. Redis may have been replaced by an older copy with the
            // same marker, so this answer must not be used.
            reconnects -= 1;
            durable.head = 900n;
            events.emit('ready');
          }
          return values;
        };
      },
    });
    const reconnecting = gateWith({ redis: redisThatReconnects });
    expect((await reconnecting.requiredPosition(sub))(0, 1)).to.equal(900n);
  });

  it('is the head of the log after a reconnect, which may lead to an older copy of Redis', async () => {
    await gate().admit(token);
    const marker = (await server.redis.get('irontrack:marker')) ?? '';
    await record(sub, 700n);
    durable.head = 900n;
    await restore({ 'irontrack:marker': marker });
    expect(await requiredPositions()).to.deep.equal([900n, 900n, 900n, 900n]);
    durable.head = 1_000n;
    expect(await requiredPositions()).to.deep.equal([900n, 900n, 900n, 900n]);
  });
});
