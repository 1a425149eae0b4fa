import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { password } from '../http/support/client.ts';
import { createRandom } from '../projections/support/training.ts';
import { type Installation, installations } from './support/installation.ts';
import { registerSuperuser } from './support/member.ts';
import { insist, signIn, type Visitor, visit, type World } from './support/visitor.ts';

/** Give it by environment to see the same faults and visits again. */
const seed = Number(process.env.IRONTRACK_CHAOS_SEED || Date.now() % 1_000_000);
const faults = Number(process.env.IRONTRACK_REDIS_FAULTS || 7);
const visitors = 10;

describe(`Redis that loses what it knew, with seed ${seed}`, () => {
  const begin = installations();

  it('lets nobody in again who was shut out, and shuts nobody out', async function () {
    this.timeout(180_000);
    const random = createRandom(seed);
    // Longer than anybody has to try again.
    const installation = await begin({ REFRESH_GRACE_SECONDS: '90' });
    const apis = [await installation.serve(), await installation.serve()];
    await registerSuperuser(installation, 'root@example.com');
    const violations: string[] = [];
    let root = { cookie: '' };
    const world: World = { random, apis, root: () => root, violations, done: new Map() };
    root = await signIn(world, { email: 'root@example.com', password });
    const everybody = await Promise.all(
      Array.from({ length: visitors }, async (_, number): Promise<Visitor> => {
        const email = `visitor${number}@example.com`;
        const body = { email, password, confirmPassword: password };
        const { json } = await insist(world, { method: 'POST', path: '/access/signup', body });
        return { email, id: json.id, password, live: [], dead: [], former: [] };
      }),
    );

    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, installation.over]);
    const visits = everybody.map((visitor, number) =>
      visit({ ...world, random: createRandom(seed + number + 1) }, visitor, signal),
    );
    const struck = await lose(installation, random);
    over.abort();
    await Promise.all(visits);

    const told = [...world.done].map(([what, times]) => `${times} × ${what}`).join(', ');
    if (this.test) this.test.title += `: ${told}; ${struck.join(', ')}`;
    expect(violations).to.deep.equal([]);
    expect(apis.flatMap((api) => api.lost() ?? [])).to.deep.equal([]);
    expect([...world.done.values()].reduce((sum, times) => sum + times, 0)).to.be.greaterThan(10 * faults);
  });
});

/** Empties Redis, kills it with and without its data, and puts back copies of its file from before; tells what was done. */
async function lose({ redis, cache, over }: Installation, random: () => number): Promise<readonly string[]> {
  const [, folder = ''] = (await cache.config('GET', 'dir')) as string[];
  const [kept, copy] = [join(folder, 'appendonlydir'), join(folder, 'copy-from-before')];
  const copyNow = () => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(kept, copy, { recursive: true });
  };
  const restarted = async (meanwhile: () => void) => {
    await redis.kill();
    meanwhile();
    await delay(random() * 300);
    await redis.restart();
  };
  const kinds = {
    flushed: async () => void (await cache.flushall()),
    killed: () => restarted(() => {}),
    'killed without its data': () => restarted(() => rmSync(kept, { recursive: true })),
    'put back to a copy': () =>
      restarted(() => {
        rmSync(kept, { recursive: true });
        if (existsSync(copy)) cpSync(copy, kept, { recursive: true });
      }),
  } as const;
  const struck: string[] = [];
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  for (let count = 0; count < faults && !over.aborted; count += 1) {
    // Each kind in turn, for chance would leave one out.
    const name = names[count % names.length] as keyof typeof kinds;
    await delay(random() * 600);
    if (name !== 'put back to a copy') copyNow();
    await delay(400 + random() * 600);
    await kinds[name]();
    struck.push(name);
  }
  return struck;
}
