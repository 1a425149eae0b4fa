import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { AccountId, ImportId } from '../../../src/events/ids.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { createImportJobs } from '../../../src/infra/redis/import-jobs.ts';
import type { ImportJob } from '../../../src/ports/import-jobs.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useRedis } from '../../support/databases.ts';

const importId = idFor(4, 1) as ImportId;
const job: ImportJob = {
  importId,
  owner: ownerId(1) as AccountId,
  kind: 'import',
  state: 'running',
  done: 0,
  total: 9,
};

describe('import jobs in Redis', () => {
  const server = useRedis();
  let redis: Redis;
  before(async () => {
    redis = await connectRedis(server.url, () => {});
  });
  after(() => redis.disconnect());
  beforeEach(() => server.redis.flushall());
  const jobs = () => createImportJobs(redis);

  it('store the progress and the end of a job, and let another one begin only then', async () => {
    expect(await jobs().read(importId)).to.equal(null);
    expect(await jobs().begin(job)).to.equal(true);
    expect(await jobs().begin(job)).to.equal(false);
    expect(await jobs().advance({ ...job, done: 3 })).to.equal(false);
    expect(await jobs().read(importId)).to.deep.equal({ ...job, done: 3 });
    await jobs().end({ ...job, state: 'completed' });
    expect((await jobs().read(importId))?.state).to.equal('completed');
    expect(await jobs().begin(job)).to.equal(true);
  });

  it('pass on the wish to cancel a job once, and only while it runs', async () => {
    expect(await jobs().cancel(importId)).to.equal(false);
    await jobs().begin(job);
    expect(await jobs().cancel(importId)).to.equal(true);
    expect(await jobs().advance(job)).to.equal(true);
    await jobs().end({ ...job, state: 'cancelled' });
    await jobs().begin(job);
    expect(await jobs().advance(job)).to.equal(false);
  });

  it('show a job as interrupted when its process no longer reports progress', async () => {
    await jobs().begin(job);
    await server.redis.del(...(await server.redis.keys('*:alive')));
    expect((await jobs().read(importId))?.state).to.equal('interrupted');
    expect(await jobs().begin(job)).to.equal(true);
  });

  it('expire, so that Redis keeps nothing of an import for long', async () => {
    await jobs().begin(job);
    await jobs().cancel(importId);
    for (const key of await server.redis.keys('*')) expect(await server.redis.ttl(key)).to.be.within(1, 86_400);
  });
});
