import type { SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { LaneProgress } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import { pause, reasonOf } from '../core/retry.ts';
import type { Due } from './lane-buffer.ts';
import type { LanesInMemory } from './lanes-in-memory.ts';
import type { LaneQueues } from './queues.ts';

export type LaneSenderOptions = Readonly<{
  lanes: LanesInMemory;
  layout: number;
  queues: LaneQueues;
  readProgress: () => Promise<ReadonlyMap<number, LaneProgress>>;
  logger: Logger;
  /** How long to pause after the checkpoints could not be read. */
  tickMs: number;
}>;

/** Sends the due events of the lanes to their queues. */
export type LaneSender = Readonly<{
  /** Sends the due events after this turn of the event loop, so that events that arrive in one turn share a job. */
  schedule: () => void;
  sendDue: (due?: Due) => void;
  /** Sends one range as a job. If that fails, only logs it, because the lane's worker reads the events from the log. */
  send: (lane: number, range: LogRange) => Promise<void>;
  /** Waits while the buffer of the event's lane is full, but only briefly: other lanes must not wait for a slow one. */
  waitForRoom: (event: SealedEvent) => Promise<void>;
}>;

/** How long a lane with a full buffer may stop the reading of the log, before its new events are dropped. */
const roomMs = 250;
const shortestPollMs = 2;
const longestPollMs = 16;

export function createLaneSender(options: LaneSenderOptions, signal: AbortSignal): LaneSender {
  const { lanes, layout, queues, logger } = options;
  let isScheduled = false;
  let isPolling = false;

  async function send(lane: number, range: LogRange): Promise<void> {
    try {
      await queues.send(lane, { ...range, layout, lane });
    } catch (error) {
      if (signal.aborted) return;
      logger.warn('Sending to a lane failed; its worker will read the log', { lane, reason: reasonOf(error) });
      lanes.buffers[lane]?.forget(lanes.reading());
    }
  }

  function sendDue(due?: Due): void {
    for (const { lane, range } of lanes.takeDue(due)) void send(lane, range);
    if (!lanes.isHeldUp() || isPolling) return;
    isPolling = true;
    void sendWhenRoom({ ...options, sendDue }, signal).finally(() => {
      isPolling = false;
    });
  }

  return {
    send,
    sendDue,
    schedule() {
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(() => {
        isScheduled = false;
        if (!signal.aborted) sendDue();
      });
    },
    async waitForRoom(event) {
      const buffer = lanes.bufferOf(event);
      const deadline = performance.now() + roomMs;
      while (buffer?.isFull() && !signal.aborted) {
        if (performance.now() > deadline) buffer.overflow();
        else await pause(shortestPollMs, signal);
      }
    },
  };
}

type Polling = LaneSenderOptions & Readonly<{ sendDue: () => void }>;

/**
 * Polls the checkpoints while due events wait because too many sent jobs are not applied yet, and sends the events. The
 * pauses between polls grow until an event could be sent, then they start short again. Never throws.
 */
async function sendWhenRoom({ lanes, readProgress, logger, tickMs, sendDue }: Polling, signal: AbortSignal) {
  try {
    for (let waitMs = shortestPollMs; !signal.aborted; waitMs = Math.min(2 * waitMs, longestPollMs)) {
      lanes.noteProgress(await readProgress());
      const before = lanes.waiting();
      sendDue();
      if (!lanes.isHeldUp()) return;
      if (lanes.waiting() < before) waitMs = shortestPollMs;
      await pause(waitMs, signal);
    }
  } catch (error) {
    logger.warn('Reading the checkpoints failed', { reason: reasonOf(error) });
    await pause(tickMs, signal);
  }
}
