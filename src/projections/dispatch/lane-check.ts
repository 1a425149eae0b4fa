import type { Logger } from '../../ports/logger.ts';
import type { LaneProgress } from '../core/checkpoints.ts';
import { pause, reasonOf } from '../core/retry.ts';
import type { Backlog } from './backlog.ts';
import type { LaneSender } from './lane-sender.ts';
import type { LanesInMemory } from './lanes-in-memory.ts';
import type { LaneQueues } from './queues.ts';

export type LaneCheckOptions = Readonly<{
  lanes: LanesInMemory;
  sender: Pick<LaneSender, 'send' | 'sendDue'>;
  backlog: Pick<Backlog, 'lookAhead'>;
  queues: Pick<LaneQueues, 'isEmpty'>;
  readProgress: () => Promise<ReadonlyMap<number, LaneProgress>>;
  logger: Logger;
  tickMs: number;
}>;

/**
 * Compares the checkpoints with the sent jobs, once per tick until aborted. A lane that is late although its queue is
 * empty gets a job without events, so that its worker reads lost events from the log. A lane without new events gets
 * such a job to move its checkpoint.
 */
export async function checkLanes(options: LaneCheckOptions, signal: AbortSignal): Promise<void> {
  const { lanes, sender, backlog, readProgress, logger, tickMs } = options;
  const wakeUp = createWakeUp(options, signal);
  for (;;) {
    await pause(tickMs, signal);
    if (signal.aborted) return;
    void backlog.lookAhead(lanes.reading().position);
    try {
      const progress = await readProgress();
      lanes.noteProgress(progress);
      for (const lane of lanes.buffers.keys()) wakeUp(lane, progress.get(lane)?.last ?? 0n);
      // Sends all waiting events, even during a backlog: the few events of a rarely used lane would never fill a batch.
      sender.sendDue('all');
    } catch (error) {
      logger.warn('Comparing the lanes failed', { reason: reasonOf(error) });
    }
  }
}

/**
 * Creates a function that sends a job without events to a lane whose queue is empty. It sends one if the checkpoint is
 * before the end of the sent jobs. It also sends one if the dispatcher has read further than the checkpoint and no
 * event of the lane waits.
 */
function createWakeUp({ lanes, sender, queues, logger }: LaneCheckOptions, signal: AbortSignal) {
  // At most one request to Redis per lane at a time, because an answer may take as long as Redis is down.
  const pending = new Set<number>();

  async function wakeUp(lane: number, position: bigint): Promise<void> {
    const buffer = lanes.buffers[lane];
    if (!buffer || !(await queues.isEmpty(lane)) || signal.aborted) return;
    if (position < buffer.sentTo()) buffer.arrived(buffer.sentTo());
    else if (buffer.waiting() > 0 || lanes.reading().position <= position) return;
    await sender.send(lane, buffer.emptyRange(lanes.reading()));
  }

  return (lane: number, position: bigint): void => {
    if (pending.has(lane)) return;
    pending.add(lane);
    wakeUp(lane, position)
      .catch((error) => {
        if (!signal.aborted) logger.warn('Checking a lane failed', { lane, reason: reasonOf(error) });
      })
      .finally(() => pending.delete(lane));
  };
}
