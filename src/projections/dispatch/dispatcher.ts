import { once } from 'node:events';
import type { DatabasePool } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { Log, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { checkLog, LogMismatch, readProgress } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import type { Projection } from '../core/projection.ts';
import { backOff, pause, reasonOf } from '../core/retry.ts';
import {
  type BufferLimits,
  createLaneBuffer,
  type Due,
  defaultLimits,
  type LaneBuffer,
  type Reading,
} from './lane-buffer.ts';
import type { LaneQueues } from './queues.ts';

export type DispatchOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  layout: Layout;
  projections: readonly Projection[];
  queues: LaneQueues;
  logger: Logger;
  limits?: Partial<BufferLimits>;
  /** Pause between comparisons of what was sent with what arrived. @defaultValue 1 s */
  tickMs?: number;
}>;

/** How long a full lane may hold up the reading before it is left to read for itself. */
const patienceMs = 250;
const shortestPollMs = 2;
const longestPollMs = 16;

/**
 * Reads the log and hands each lane its events, until aborted. Keeps nothing that can't be lost: whatever goes wrong, lanes that are
 * behind are told so again, and their workers read the log themselves. Two of these at once do no harm. Throws `LogMismatch` where
 * the read tables know of another log.
 */
export async function runDispatcher(options: DispatchOptions, signal: AbortSignal): Promise<void> {
  const { db, log, layout, projections, queues, logger, tickMs = 1_000 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  // Where everything is paused there is nobody to read for.
  if (projections.length === 0) return untilAborted(signal);
  await checkLog(db, log, projections);
  const progress = await readProgress(db, layout, projections);
  const starts = Array.from({ length: layout.lanes }, (_, lane) => progress.get(lane)?.last ?? 0n);
  const buffers = starts.map((start) => createLaneBuffer(start, limits));
  const lowest = starts.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
  let reading: Reading = { position: lowest, mark: null };
  const asked = new Set<number>();
  /** Up to here the log was written before it was read: a backlog, of which whole batches go out, for each job has its price. */
  let backlogEnd = await seenHead();
  let readAtTick = lowest;
  let isScheduled = false;
  let isPolling = false;

  const ticks = tick();
  await readOn();
  await ticks;

  async function readOn(): Promise<void> {
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        // Behind a lost connection there may be another log than before.
        if (tries > 0) await checkLog(db, log, projections);
        for await (const item of log.follow(reading.position, signal)) {
          tries = 0;
          if ('stream' in item) await takeIn(item);
          else lookedTo(item.position);
        }
      } catch (error) {
        if (error instanceof LogMismatch) throw error;
        logger.warn('Reading the log failed; going on where it stopped', { reason: reasonOf(error) });
      }
      await pause(backOff(tries), signal);
    }
  }

  async function takeIn(event: SealedEvent): Promise<void> {
    const buffer = buffers[layout.laneOf(event.metadata.owner)];
    if (!buffer || event.position <= reading.position) return;
    if (buffer.isFull()) await room(buffer);
    reading = {
      position: event.position,
      mark: { after: reading.position, position: event.position, id: event.id },
    };
    if (reading.mark) buffer.push(event, reading.mark);
    schedule();
  }

  function lookedTo(position: bigint): void {
    if (position <= reading.position) return;
    reading = { ...reading, position };
    schedule();
  }

  /** Waits for a full lane, but not for one that is slow: the others shall flow. */
  async function room(buffer: LaneBuffer): Promise<void> {
    const deadline = performance.now() + patienceMs;
    while (buffer.isFull() && !signal.aborted) {
      if (performance.now() > deadline) buffer.overflow();
      else await pause(shortestPollMs, signal);
    }
  }

  /** Events of one turn of the event loop travel together. */
  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (!signal.aborted) pump();
    });
  }

  function pump(what = due()): void {
    for (const [lane, buffer] of buffers.entries()) {
      for (let next = buffer.take(reading, what); next; next = buffer.take(reading, what)) {
        send(lane, next).catch(() => {});
      }
    }
    if (isHeldUp()) pollProgress().catch(() => {});
  }

  function due(): Due {
    return reading.position < backlogEnd ? 'whole batches' : 'all';
  }

  function isHeldUp(): boolean {
    return buffers.some((buffer) => buffer.isHeldUp(due()));
  }

  async function send(lane: number, stretch: LogRange): Promise<void> {
    try {
      await queues.send(lane, { ...stretch, layout: layout.layout, lane });
    } catch (error) {
      if (signal.aborted) return;
      logger.warn('Sending to a lane failed; its worker will read the log', { lane, reason: reasonOf(error) });
      buffers[lane]?.forget(reading);
    }
  }

  /** While events that are due wait for their lane: sees when it has room again. */
  async function pollProgress(): Promise<void> {
    if (isPolling) return;
    isPolling = true;
    try {
      for (let wait = shortestPollMs; !signal.aborted; wait = Math.min(2 * wait, longestPollMs)) {
        await noteProgress();
        const before = waitingInAll();
        pump();
        if (!isHeldUp()) return;
        if (waitingInAll() < before) wait = shortestPollMs;
        await pause(wait, signal);
      }
    } catch (error) {
      logger.warn('Reading the checkpoints failed', { reason: reasonOf(error) });
      await pause(tickMs, signal);
    } finally {
      isPolling = false;
    }
  }

  function waitingInAll(): number {
    return buffers.reduce((sum, buffer) => sum + buffer.waiting(), 0);
  }

  async function noteProgress() {
    const now = await readProgress(db, layout, projections);
    // By the furthest projection: one that is held back does not hold up the others' jobs.
    for (const [lane, buffer] of buffers.entries()) buffer.arrived(now.get(lane)?.first ?? 0n);
    return now;
  }

  async function tick(): Promise<void> {
    for (;;) {
      await pause(tickMs, signal);
      if (signal.aborted) return;
      void lookAhead();
      try {
        const now = await noteProgress();
        for (const [lane, buffer] of buffers.entries()) ask(lane, buffer, now.get(lane)?.last ?? 0n);
        // Also of a backlog that never ends, for a quiet lane fills no batch.
        pump('all');
      } catch (error) {
        logger.warn('Comparing the lanes failed', { reason: reasonOf(error) });
      }
    }
  }

  /** Sees what there is to read, unless the reading rests. */
  async function lookAhead(): Promise<void> {
    const isReading = reading.position > readAtTick;
    readAtTick = reading.position;
    backlogEnd = isReading ? await seenHead() : 0n;
  }

  function seenHead(): Promise<bigint> {
    return log.head().catch(() => 0n);
  }

  /** Tells a lane that stands still what it misses; answers may take as long as Redis is away, so one at a time. */
  function ask(lane: number, buffer: LaneBuffer, position: bigint): void {
    if (asked.has(lane)) return;
    asked.add(lane);
    const answer = async () => {
      if (!(await queues.isEmpty(lane)) || signal.aborted) return;
      if (position < buffer.sentTo()) buffer.arrived(buffer.sentTo());
      else if (buffer.waiting() > 0 || reading.position <= position) return;
      await send(lane, buffer.bare(reading));
    };
    answer()
      .catch((error) => {
        if (!signal.aborted) logger.warn('Asking a lane failed', { lane, reason: reasonOf(error) });
      })
      .finally(() => asked.delete(lane));
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
