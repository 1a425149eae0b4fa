import { once } from 'node:events';
import type { DatabasePool } from 'slonik';
import type { LaneSignals } from '../../ports/lane-signals.ts';
import type { Layout } from '../../ports/lanes.ts';
import type { Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { checkLog } from '../core/check-log.ts';
import { readProgress } from '../core/checkpoints.ts';
import { lowestOf } from '../core/positions.ts';
import { type Projection, projectionSetNameOf } from '../core/projection.ts';
import { createBacklog } from './backlog.ts';
import { type BufferLimits, defaultLimits } from './lane-buffer.ts';
import { checkLanes } from './lane-check.ts';
import { defaultRests, type RestLimits } from './lane-rests.ts';
import { createLaneSender } from './lane-sender.ts';
import { createLanesInMemory } from './lanes-in-memory.ts';
import { type LogSink, readLog } from './log-reader.ts';
import type { LaneQueues } from './queues.ts';

export type DispatcherOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  layout: Layout;
  projections: readonly Projection[];
  queues: LaneQueues;
  logger: Logger;
  limits?: Partial<BufferLimits>;
  /** The pause between two comparisons of the sent jobs with the checkpoints. @defaultValue 1 s */
  tickMs?: number;
  /**
   * How long the events of imported sessions wait for more of them. An import writes dozens of sessions a second, and a
   * job has a high fixed cost. The end of an import is sent at once. @defaultValue 50 ms
   */
  gatherMs?: number;
  /** How long busy lanes rest between jobs. */
  rests?: RestLimits;
  /** How the workers tell how far they have come. Without it, the checkpoints are polled. */
  signals?: Pick<LaneSignals, 'listen'>;
}>;

/**
 * Reads the log and sends each lane its events as jobs, until aborted. Its state and the jobs may be lost: a lane whose
 * checkpoint does not move gets a job without events, which makes its worker read the log. Two dispatchers at once do
 * no harm. Throws `LogMismatch` if the log is not the one that the checkpoints refer to.
 */
export async function runDispatcher(options: DispatcherOptions, signal: AbortSignal): Promise<void> {
  const { db, log, layout, projections, queues, logger, tickMs = 1_000, signals } = options;
  const { gatherMs = 50, rests = defaultRests } = options;
  // While all read models are paused, no lane needs events.
  if (projections.length === 0) return untilAborted(signal);
  await checkLog(db, log, projections);
  const progress = await readProgress(db, layout, projections);
  const starts = Array.from({ length: layout.lanes }, (_, lane) => progress.get(lane)?.last ?? 0n);
  const start = lowestOf(starts);

  const backlog = await createBacklog(log, start);
  const given = { ...defaultLimits, ...options.limits };
  // Without signals, the dispatcher learns late that a job is applied, so small jobs do not wait for each other.
  const limits = signals ? given : { ...given, inFlightBeforeSmall: given.inFlight };
  const lanes = createLanesInMemory({ layout, starts, backlog, limits });
  const shared = { lanes, queues, logger, tickMs, readProgress: () => readProgress(db, layout, projections) };
  const isTold = signals !== undefined;
  const sender = createLaneSender({ ...shared, gatherMs, rests, isTold, layout: layout.layout }, signal);
  const sink: LogSink = {
    waitForRoom: sender.waitForRoom,
    accept(event, reading) {
      lanes.accept(event, reading);
      sender.schedule(event);
    },
    advance(reading) {
      lanes.advance(reading);
      sender.schedule();
    },
  };
  const reader = { log, sink, start, logger, checkLog: () => checkLog(db, log, projections) };
  const own = projectionSetNameOf(projections);
  const stopListening = signals?.listen(({ set, layout: number, lane, position }) => {
    if (set === own && number === layout.layout) sender.reached(lane, position);
  });
  try {
    await Promise.all([checkLanes({ ...shared, sender, backlog }, signal), readLog(reader, signal)]);
  } finally {
    stopListening?.();
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
