import type { Observe, ObservedLane } from '../ports/observe.ts';
import type { Apply } from './apply/apply.ts';
import type { Work } from './apply/worker.ts';
import type { Job } from './core/job.ts';
import type { LaneQueues } from './dispatch/queues.ts';

/** Wraps the queues, so that each sent job is observed. */
export const observeQueues = (queues: LaneQueues, observe: Observe): LaneQueues => ({
  ...queues,
  send: (lane, job) => observed(observe, { ...job, work: 'dispatch' }, () => queues.send(lane, job)),
});

/** Wraps the work of a worker, so that each job is observed. */
export const observeWork =
  (work: Work, observe: Observe): Work =>
  (job) =>
    observed(observe, { ...job, work: 'job' }, () => work(job));

/** Wraps the projection of events, so that each range is observed. */
export const observeApply =
  (apply: Apply, observe: Observe): Apply =>
  (lane, range) =>
    observed(observe, { ...range, lane: lane.lane, work: 'projection' }, () => apply(lane, range));

type About = Pick<ObservedLane, 'work'> & Pick<Job, 'lane' | 'to' | 'events'>;

async function observed<Result>(
  observe: Observe,
  { work, lane, to, events }: About,
  run: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  let hasFailed = true;
  try {
    const result = await run();
    hasFailed = false;
    return result;
  } finally {
    const seconds = (performance.now() - startedAt) / 1_000;
    observe({ work, lane, to, events, hasFailed, startedAt, seconds });
  }
}
