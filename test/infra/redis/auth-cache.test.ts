import { expect } from 'chai';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { useRedis } from '../../support/databases.ts';
import { samples } from '../../support/samples.ts';
import { createCacheWorld, failure, step } from '../support/cache-world.ts';
import { turns } from '../support/turns.ts';

describe('the auth cache', function () {
  this.timeout(120_000);
  const server = useRedis();
  let redis: Redis;
  before(async () => {
    redis = await connectRedis(server.url, () => {});
  });
  after(() => redis.disconnect());

  it('never returns a value older than a confirmed replacement, whatever is lost, restored or slow', async () => {
    const done = { reads: 0, replacements: 0, refusals: 0 };
    const runs = fc.record({
      /** For each of several callers, the steps that it does one after the other. */
      callers: fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 }),
      failures: fc.array(failure, { maxLength: 5 }),
      scheduler: turns(),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ callers, failures, scheduler }) => {
        await server.redis.flushall();
        const world = createCacheWorld({ redis, server: server.redis, scheduler });
        const all = [...callers.map((steps) => world.run(steps)), world.fail(failures)];
        await scheduler.until(Promise.all(all));
        // After the last failure, every process must get answers from the auth cache again.
        await scheduler.until(world.recover());
        for (const kind of ['reads', 'replacements', 'refusals'] as const) done[kind] += world.done[kind];
      }),
      samples(80),
    );
    expect(done.reads).to.be.greaterThan(80);
    expect(done.replacements).to.be.greaterThan(80);
  });
});
