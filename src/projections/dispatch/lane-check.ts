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
 * Compares the checkpoints with what was sent, once per tick until aborted. Lanes that do not move get a range without
 * events, from which their workers read the log: this repairs whatever was lost. Quiet lanes move forward the same way.
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
      // Everything that waits, even in a backlog that never ends: the events of a quiet lane never fill a batch.
      sender.sendDue('all');
    } catch (error) {
      logger.warn('Comparing the lanes failed', { reason: reasonOf(error) });
    }
  }
}

/** Creates the function that sends a range without events to a lane at a position, if the lane needs one. */
function createWakeUp({ lanes, sender, queues, logger }: LaneCheckOptions, signal: AbortSignal) {
  // One request per lane at a time: an answer may take as long as Redis is down.
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
