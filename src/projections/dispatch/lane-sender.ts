import { parseStream } from '../../events/streams.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { LaneProgress } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import { pause, reasonOf } from '../core/retry.ts';
import type { Due } from './lane-buffer.ts';
import { createLaneRests, type RestLimits } from './lane-rests.ts';
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
  /** How long to wait for more events of sessions after one that an import has written. */
  gatherMs: number;
  /** Whether the workers tell how far they have come (`reached`), so that the checkpoints are rarely polled. */
  isTold: boolean;
  /**
   * How long busy lanes rest. Lanes rest only if `isTold` is true, because otherwise the dispatcher does not know when
   * a job ends.
   */
  rests: RestLimits;
}>;

/** Sends the due events of the lanes to their queues. */
export type LaneSender = Readonly<{
  /**
   * Sends the due events after this turn of the event loop, so that events that arrive in one turn share a job. After
   * an event that an import has written, waits for more of them first.
   */
  schedule: (event?: SealedEvent) => void;
  sendDue: (due?: Due) => void;
  /**
   * Sends one range as a job. If that fails, only writes a log message, because the lane's worker reads the events from
   * the log.
   */
  send: (lane: number, range: LogRange) => Promise<void>;
  /** Waits while the buffer of the event's lane is full, but only briefly: other lanes must not wait for a slow one. */
  waitForRoom: (event: SealedEvent) => Promise<void>;
  /** Notes that the jobs of a lane up to a position are applied. Sends events that have waited for that. */
  reached: (lane: number, position: bigint) => void;
}>;

/** How long a lane with a full buffer may stop the reading of the log, before its new events are dropped. */
const roomMs = 250;
const roomPollMs = 2;
/** The shortest and the longest pause between two polls of the checkpoints, in ms. */
const polls = { shortest: 2, longest: 16 };
/** The pauses while workers tell how far they have come: polls then only make up for lost signals. */
const rarePolls = { shortest: 100, longest: 200 };

export function createLaneSender(options: LaneSenderOptions, signal: AbortSignal): LaneSender {
  const { lanes, layout, queues, logger } = options;
  let isPolling = false;
  const rests = createLaneRests(lanes.buffers, options.rests, () => {
    if (!signal.aborted) sendDue();
  });

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
    for (const { lane, range } of lanes.takeDue(due)) {
      rests.sent(lane, range.events.length);
      void send(lane, range);
    }
    if (!lanes.isHeldUp() || isPolling) return;
    isPolling = true;
    void sendWhenRoom({ ...options, sendDue }, signal).finally(() => {
      isPolling = false;
    });
  }

  return {
    send,
    sendDue,
    schedule: createSchedule(options.gatherMs, () => {
      if (!signal.aborted) sendDue();
    }),
    async waitForRoom(event) {
      const buffer = lanes.bufferOf(event);
      const deadline = performance.now() + roomMs;
      while (buffer?.isFull() && !signal.aborted) {
        if (performance.now() > deadline) buffer.overflow();
        else await pause(roomPollMs, signal);
      }
    },
    reached(lane, position) {
      const isAwaited = lanes.isHeldUp();
      lanes.buffers[lane]?.arrived(position);
      rests.reached(lane, position);
      if (isAwaited) sendDue();
    },
  };
}

/** Creates the function that calls `flush` once for the events of a turn, or later for those that an import has written. */
function createSchedule(gatherMs: number, flush: () => void): LaneSender['schedule'] {
  let isScheduled = false;
  let gathering: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(gathering);
    [isScheduled, gathering] = [false, undefined];
    flush();
  };
  return (event) => {
    if (isScheduled) return;
    if (event && isImportedSession(event)) {
      gathering ??= setTimeout(end, gatherMs).unref();
      return;
    }
    isScheduled = true;
    setImmediate(end);
  };
}

const isImportedSession = ({ stream, metadata: { actor } }: SealedEvent): boolean =>
  actor.via === 'import' && parseStream(stream).category === 'session';

type Polling = LaneSenderOptions & Readonly<{ sendDue: () => void }>;

/**
 * Polls the checkpoints while due events wait because too many sent jobs are not applied yet, and sends the events. The
 * pauses between polls grow until an event could be sent, then they start short again. Never throws.
 */
async function sendWhenRoom({ lanes, isTold, readProgress, logger, tickMs, sendDue }: Polling, signal: AbortSignal) {
  const { shortest, longest } = isTold ? rarePolls : polls;
  try {
    for (let waitMs = shortest; ; waitMs = Math.min(2 * waitMs, longest)) {
      await pause(waitMs, signal);
      if (signal.aborted || !lanes.isHeldUp()) return;
      lanes.noteProgress(await readProgress());
      const before = lanes.waiting();
      sendDue();
      if (lanes.waiting() < before) waitMs = shortest / 2;
    }
  } catch (error) {
    logger.warn('Reading the checkpoints failed', { reason: reasonOf(error) });
    await pause(tickMs, signal);
  }
}
