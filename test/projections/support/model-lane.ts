import type { Work } from '../../../src/projections/apply/worker.ts';
import { decodeJob, encodeJob, type Job } from '../../../src/projections/core/job.ts';
import type { TestLane } from './test-lane.ts';

/** The two ways in which tests apply a log to a read model: all events in one batch, or a batch for each event. */
export const batchings = [
  { isSeparate: false, how: 'in one batch' },
  { isSeparate: true, how: 'with one event per batch' },
] as const;

/**
 * Applies all events to the read models. Each job is converted to JSON and back, as in a queue, and processed twice.
 */
export async function applyTwice({ log, job, createWorker }: TestLane, isSeparate: boolean): Promise<void> {
  const work = createWorker();
  const total = log.all().length;
  const jobs = isSeparate ? log.all().map((_, at) => job(at, at + 1)) : [job(0, total)];
  for (const each of jobs) await workTwice(work, each);
}

/** Applies the last event of the log to the read models in the same way. */
export async function applyLastTwice({ log, job, createWorker }: TestLane): Promise<void> {
  const total = log.all().length;
  await workTwice(createWorker(), job(total - 1, total));
}

async function workTwice(work: Work, job: Job): Promise<void> {
  for (let time = 0; time < 2; time += 1) await work(decodeJob(JSON.parse(JSON.stringify(encodeJob(job)))));
}
