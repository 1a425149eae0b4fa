import { expect } from 'chai';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, Owner } from '../../../src/events/ids.ts';
import { type AuthCache, createAuthCache } from '../../../src/infra/redis/auth-cache.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { createPositions, positionsKey, requiredPositionIn } from '../../../src/infra/redis/positions.ts';
import { useRedis } from '../../support/databases.ts';
import { type Turns, turns } from '../support/turns.ts';
import { type Wire, wireTo } from '../support/wire.ts';

const processes = 3;
const things = ['a', 'b'] as const;
type Thing = (typeof things)[number];
const account = '01900000-0000-7000-8000-00000000000a' as AccountId;
const layout = { layout: 1, lanes: 2, laneOf: (_owner: Owner) => 1 };

type Step = Readonly<{ by: number } & ({ do: 'read' | 'write'; thing: Thing } | { do: 'note' | 'look' | 'blink' })>;
/** What befalls the server; a copy put back cuts every connection, as the restart does that it takes. */
type Blow = 'flush' | 'copy' | 'put the copy back';

const by = fc.nat(processes - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ by, do: fc.constantFrom('read', 'write'), thing: fc.constantFrom(...things) }), weight: 6 },
  { arbitrary: fc.record({ by, do: fc.constantFrom('note', 'look', 'blink') }), weight: 2 },
);
const blow = fc.constantFrom<Blow>('flush', 'copy', 'put the copy back');

describe('facts in Redis', function () {
  this.timeout(120_000);
  const server = useRedis();
  let redis: Redis;
  before(async () => {
    redis = await connectRedis(server.url, () => {});
  });
  after(() => redis.disconnect());

  it('are never older than what was told before they were asked for, whatever is lost, put back or slow', async () => {
    const done = { reads: 0, tells: 0, refused: 0 };
    const runs = fc.record({
      // What each of several callers does, one after the other.
      callers: fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 }),
      blows: fc.array(blow, { maxLength: 5 }),
      order: turns(),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ callers, blows, order }) => {
        await server.redis.flushall();
        const world = worldOn(redis, server.redis, order);
        const all = [...callers.map((steps) => world.act(steps)), world.suffer(blows)];
        await order.until(Promise.all(all));
        // Once all is quiet again, everybody is served.
        await order.until(world.settle());
        for (const kind of ['reads', 'tells', 'refused'] as const) done[kind] += world.done[kind];
      }),
      { numRuns: 250 },
    );
    expect(done.reads).to.be.greaterThan(250);
    expect(done.tells).to.be.greaterThan(250);
  });
});

function worldOn(redis: Redis, bare: Redis, order: Turns) {
  const durable = { a: 1, b: 1, head: 1n };
  const told = { a: 1, b: 1, head: 1n };
  const done = { reads: 0, tells: 0, refused: 0 };
  let copy: readonly (readonly [string, string])[] = [];
  const all = Array.from({ length: processes }, () => processOn(wireTo(redis, order)));

  function processOn(wire: Wire) {
    const facts = createAuthCache(wire.redis, () => order.outside('read the head', async () => durable.head));
    return { wire, facts, positions: createPositions(wire.redis, layout) };
  }

  const readThing = async (facts: AuthCache, thing: Thing): Promise<number> => {
    const { known } = await facts.look([thing], []);
    const kept = known[0];
    if (kept) return Number(kept.value);
    return Number((await facts.learn(thing, durably(thing))).value);
  };
  const durably = (thing: Thing) => async () => {
    const rank = await order.outside(`read ${thing}`, async () => durable[thing]);
    return { rank, value: String(rank), seconds: 60 };
  };

  const take = async (each: Step): Promise<void> => {
    const { wire, facts, positions } = all[each.by] as ReturnType<typeof processOn>;
    switch (each.do) {
      case 'read': {
        const atLeast = told[each.thing];
        expect(await readThing(facts, each.thing)).to.be.within(atLeast, durable[each.thing]);
        done.reads += 1;
        return;
      }
      case 'write': {
        durable[each.thing] += 1;
        const rank = durable[each.thing];
        await facts.tell(each.thing, durably(each.thing));
        told[each.thing] = Math.max(told[each.thing], rank);
        done.tells += 1;
        return;
      }
      case 'note': {
        durable.head += 1n;
        const position = durable.head;
        await positions.record(account, account, position);
        if (position > told.head) told.head = position;
        return;
      }
      case 'look': {
        const atLeast = told.head;
        const { beside, floor } = await facts.look([], [positionsKey(account)]);
        expect(requiredPositionIn(beside[0] ?? null, floor)(1, 1) >= atLeast, 'the position').to.equal(true);
        return;
      }
      case 'blink':
        wire.cut();
        await order.wait('mend');
        wire.mend();
    }
  };

  return {
    done,
    async act(steps: readonly Step[]) {
      for (const each of steps) {
        await order.wait('begin');
        await take(each).catch((error: unknown) => {
          // Nobody was told anything; what was written may stand.
          if (!(error instanceof DomainError && error.code === 'unavailable')) throw error;
          done.refused += 1;
        });
      }
    },
    async suffer(blows: readonly Blow[]) {
      for (const each of blows) {
        await order.wait(each);
        if (each === 'flush') await bare.flushall();
        if (each === 'copy') {
          const keys = await bare.keys('*');
          copy = await Promise.all(keys.map(async (key) => [key, (await bare.get(key)) ?? ''] as const));
        }
        if (each !== 'put the copy back') continue;
        for (const { wire } of all) wire.cut();
        await bare.flushall();
        for (const [key, value] of copy) await bare.set(key, value);
        for (const { wire } of all) void order.wait('mend').then(wire.mend);
      }
    },
    async settle() {
      for (const { wire } of all) wire.mend();
      for (const { facts } of all) {
        for (const thing of things) {
          expect(await readThing(facts, thing)).to.be.within(told[thing], durable[thing]);
        }
      }
    },
  };
}
