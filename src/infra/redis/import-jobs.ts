import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { AccountId, ImportId } from '../../events/ids.ts';
import { type ImportJob, type ImportJobs, importJobKinds, importJobStates } from '../../ports/import-jobs.ts';
import { orUnavailable } from './client.ts';

/** How long the last state of a job is kept, and how long a job counts as running after it has reported progress. */
const [keptSeconds, aliveSeconds] = [86_400, 60];

const stored = z.object({
  importId: z.guid().transform((id) => id as ImportId),
  owner: z.guid().transform((id) => id as AccountId),
  kind: z.enum(importJobKinds),
  state: z.enum(importJobStates),
  done: z.number(),
  total: z.number(),
});

const keysOf = (importId: ImportId) => ({
  job: `import-job:${importId}`,
  alive: `import-job:${importId}:alive`,
  cancel: `import-job:${importId}:cancel`,
});

/** The progress of imports and undos in Redis. The key `alive` expires when the process of a job has died. */
export const createImportJobs = (redis: Redis): ImportJobs => ({
  async begin(job) {
    const keys = keysOf(job.importId);
    const isFirst = await orUnavailable(redis.set(keys.alive, '1', 'EX', aliveSeconds, 'NX'));
    if (isFirst === null) return false;
    await orUnavailable(redis.multi().del(keys.cancel).set(keys.job, JSON.stringify(job), 'EX', keptSeconds).exec());
    return true;
  },
  async advance(job) {
    const keys = keysOf(job.importId);
    const results = await orUnavailable(
      redis
        .multi()
        .set(keys.job, JSON.stringify(job), 'EX', keptSeconds)
        .set(keys.alive, '1', 'EX', aliveSeconds)
        .exists(keys.cancel)
        .exec(),
    );
    return results?.[2]?.[1] === 1;
  },
  async end(job) {
    const keys = keysOf(job.importId);
    const ended = redis.multi().set(keys.job, JSON.stringify(job), 'EX', keptSeconds).del(keys.alive, keys.cancel);
    await orUnavailable(ended.exec());
  },
  async cancel(importId) {
    const keys = keysOf(importId);
    if ((await orUnavailable(redis.exists(keys.alive))) === 0) return false;
    await orUnavailable(redis.set(keys.cancel, '1', 'EX', keptSeconds));
    return true;
  },
  async read(importId): Promise<ImportJob | null> {
    const keys = keysOf(importId);
    const [text, alive] = await orUnavailable(redis.mget(keys.job, keys.alive));
    if (text === null || text === undefined) return null;
    const job = stored.parse(JSON.parse(text));
    return job.state === 'running' && alive === null ? { ...job, state: 'interrupted' } : job;
  },
});
