import { DomainError } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { ImportJob, ImportJobs } from '../../ports/import-jobs.ts';
import type { Logger } from '../../ports/logger.ts';
import type { ImportHead, JobHooks } from './import-request.ts';

/** A job that has begun, and where the stream of its import ended then. */
export type Begun = Readonly<{ job: ImportJob; head: ImportHead }>;

/** Work that may become a job. Work of at most `directSize` (in bytes or sessions) stays with its request. */
export type Work<Result> = Readonly<{
  kind: ImportJob['kind'];
  owner: AccountId;
  directSize: number;
  run: (hooks: JobHooks) => Promise<Result>;
}>;

export type Background = Readonly<{
  /** Runs work. Returns its result, or that it has begun and goes on as a job. */
  run: <Result>(work: Work<Result>) => Promise<{ result: Result } | { begun: Begun }>;
  /** How many jobs of the account run in this process. */
  count: (owner: AccountId) => number;
  /** Interrupts all jobs of this process, and waits until they have stopped. Their requests can be repeated. */
  close: () => Promise<void>;
}>;

type Ports = Readonly<{ jobs: ImportJobs; logger: Pick<Logger, 'warn'> }>;

/** Stops a job before its end. `state` is stored with the job; null when an earlier request already runs it. */
class Stopped extends Error {
  readonly state: 'cancelled' | 'interrupted' | null;

  constructor(state: Stopped['state']) {
    super(`The job is ${state ?? 'running elsewhere'}`);
    this.state = state;
  }
}

/** Creates the jobs of a process: imports and undos that go on after their requests were answered. */
export function createBackground({ jobs, logger }: Ports): Background {
  const running = new Map<Promise<unknown>, AccountId>();
  let isClosing = false;

  async function run<Result>({ kind, owner, directSize, run: work }: Work<Result>) {
    const begun = Promise.withResolvers<{ begun: Begun }>();
    let job: ImportJob | null = null;
    const hooks: JobHooks = {
      async begin(importId, head, total) {
        if (total <= directSize) return;
        const started: ImportJob = { importId, owner, kind, state: 'running', done: 0, total };
        const isFirst = await jobs.begin(started);
        if (isFirst) job = started;
        begun.resolve({ begun: { job: started, head } });
        if (!isFirst) throw new Stopped(null);
      },
      async advance(done) {
        if (!job) return;
        if (isClosing) throw new Stopped('interrupted');
        job = { ...job, done };
        if (await jobs.advance(job)) throw new Stopped('cancelled');
      },
    };
    const finished = work(hooks).then(
      async (result) => {
        if (job) await jobs.end({ ...job, state: 'completed', done: job.total });
        return { result };
      },
      async (error: unknown) => {
        if (job) await jobs.end({ ...job, state: (error instanceof Stopped && error.state) || 'failed' });
        throw error;
      },
    );
    running.set(finished, owner);
    finished
      .catch((error: unknown) => {
        // The request of a job has been answered, so a log message reports its failure. Other failures become answers
        // to their requests.
        if (job && !(error instanceof Stopped)) logger.warn('An import job failed', { error: nameOf(error), kind });
      })
      .finally(() => running.delete(finished));
    return Promise.race([begun.promise, finished]);
  }

  return {
    run,
    count: (owner) => [...running.values()].filter((each) => each === owner).length,
    async close() {
      isClosing = true;
      await Promise.allSettled(running.keys());
    },
  };
}

const nameOf = (error: unknown): string =>
  error instanceof DomainError ? error.code : error instanceof Error ? error.name : 'unknown';
