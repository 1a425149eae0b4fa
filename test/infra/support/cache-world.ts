import { expect } from 'chai';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, Owner } from '../../../src/events/ids.ts';
import { type AuthCache, createAuthCache } from '../../../src/infra/redis/auth-cache.ts';
import { createPositions, positionsKey, requiredPositionOf } from '../../../src/infra/redis/positions.ts';
import { createRedisLink } from './redis-link.ts';
import type { Turns } from './turns.ts';

const processCount = 3;
const keys = ['a', 'b'] as const;
type Key = (typeof keys)[number];
const account = '01900000-0000-7000-8000-00000000000a' as AccountId;
const layout = { layout: 1, lanes: 2, laneOf: (_owner: Owner) => 1 };

/**
 * One act of a caller through one of the processes: it reads or replaces a cache entry or position, or loses its
 * connection.
 */
export type Step = Readonly<
  { process: number } & (
    | { do: 'read' | 'replace'; key: Key }
    | { do: 'record position' | 'read position' | 'lose connection' }
  )
>;

/** What happens to the Redis server. Restoring a copy of its data needs a restart, so that it cuts every connection. */
export type Failure = 'flush' | 'copy' | 'restore the copy';

const process = fc.nat(processCount - 1);
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ process, do: fc.constantFrom('read', 'replace'), key: fc.constantFrom(...keys) }),
    weight: 6,
  },
  {
    arbitrary: fc.record({
      process,
      do: fc.constantFrom('record position', 'read position', 'lose connection'),
    }),
    weight: 2,
  },
);
export const failure = fc.constantFrom<Failure>('flush', 'copy', 'restore the copy');

type World = Readonly<{ redis: Redis; server: Redis; scheduler: Turns }>;

/** Simulates several processes that share one Redis, and checks every value that they read from the auth cache. */
export function createCacheWorld({ redis, server, scheduler }: World) {
  /** The values outside Redis: for each key a number that every replacement raises, and the end of the log. */
  const durable = { a: 1, b: 1, head: 1n };
  /**
   * For each durable value, the last one whose replacement or recording has finished. No later read may return an older
   * value.
   */
  const confirmed = { a: 1, b: 1, head: 1n };
  const done = { reads: 0, replacements: 0, refusals: 0 };
  const processes = Array.from({ length: processCount }, () => {
    const link = createRedisLink(redis, scheduler);
    const cache = createAuthCache(link.redis, () => scheduler.outside('read the head', async () => durable.head));
    return { link, cache, positions: createPositions(link.redis, layout) };
  });
  type Process = (typeof processes)[number];

  const entryOf = (key: Key) => async () => {
    const rank = await scheduler.outside(`read ${key}`, async () => durable[key]);
    return { rank, value: String(rank), seconds: 60 };
  };

  async function read(cache: AuthCache, key: Key): Promise<void> {
    const atLeast = confirmed[key];
    const { cached } = await cache.lookUp([key], []);
    const { value } = cached[0] ?? (await cache.load(key, entryOf(key)));
    expect(Number(value)).to.be.within(atLeast, durable[key]);
    done.reads += 1;
  }

  async function replace(cache: AuthCache, key: Key): Promise<void> {
    durable[key] += 1;
    const rank = durable[key];
    await cache.replace(key, entryOf(key));
    confirmed[key] = Math.max(confirmed[key], rank);
    done.replacements += 1;
  }

  async function recordPosition({ positions }: Process): Promise<void> {
    durable.head += 1n;
    const position = durable.head;
    await positions.record(account, account, position);
    if (position > confirmed.head) confirmed.head = position;
  }

  async function readPosition(cache: AuthCache): Promise<void> {
    const atLeast = confirmed.head;
    const { plain, floor } = await cache.lookUp([], [positionsKey(account)]);
    expect(requiredPositionOf(plain[0] ?? null, floor)(1, 1) >= atLeast, 'the position').to.equal(true);
  }

  async function take(each: Step): Promise<void> {
    const process = processes[each.process] as Process;
    switch (each.do) {
      case 'read':
        return read(process.cache, each.key);
      case 'replace':
        return replace(process.cache, each.key);
      case 'record position':
        return recordPosition(process);
      case 'read position':
        return readPosition(process.cache);
      case 'lose connection':
        process.link.cut();
        await scheduler.wait('reconnect');
        process.link.reconnect();
    }
  }

  async function restore(copy: readonly (readonly [string, string])[]): Promise<void> {
    for (const { link } of processes) link.cut();
    await server.flushall();
    for (const [key, value] of copy) await server.set(key, value);
    for (const { link } of processes) void scheduler.wait('reconnect').then(link.reconnect);
  }

  return {
    done,
    async run(steps: readonly Step[]) {
      for (const each of steps) {
        await scheduler.wait('begin');
        await take(each).catch((error: unknown) => {
          // A refused step confirms no value, although it may have written one.
          if (!(error instanceof DomainError && error.code === 'unavailable')) throw error;
          done.refusals += 1;
        });
      }
    },
    async fail(failures: readonly Failure[]) {
      let copy: readonly (readonly [string, string])[] = [];
      for (const each of failures) {
        await scheduler.wait(each);
        if (each === 'flush') await server.flushall();
        else if (each === 'restore the copy') await restore(copy);
        else copy = await copyOf(server);
      }
    },
    async recover() {
      for (const { link } of processes) link.reconnect();
      for (const { cache } of processes) for (const key of keys) await read(cache, key);
    },
  };
}

const copyOf = async (server: Redis) =>
  Promise.all((await server.keys('*')).map(async (key) => [key, (await server.get(key)) ?? ''] as const));
