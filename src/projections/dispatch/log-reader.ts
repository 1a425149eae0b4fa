import type { Log, Looked, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { LogMismatch } from '../core/check-log.ts';
import { reasonOf, retry } from '../core/retry.ts';
import type { Reading } from './lane-buffer.ts';

/** Receives the events that the dispatcher reads from the log, in log order. */
export type LogSink = Readonly<{
  /** Delays the reading of the log until the buffer of the event's lane has room, or overflows. */
  waitForRoom: (event: SealedEvent) => Promise<void>;
  /** Accepts an event. `reading` is how far the log is read, which is up to this event. */
  accept: (event: SealedEvent, reading: Reading) => void;
  /** Notes that the log has no further events up to the position of `reading`. */
  advance: (reading: Reading) => void;
}>;

export type LogReaderOptions = Readonly<{
  log: Pick<Log, 'follow'>;
  sink: LogSink;
  /** The log position after which reading starts. */
  start: bigint;
  /** Throws `LogMismatch` if the log is not the one that the checkpoints refer to. */
  checkLog: () => Promise<void>;
  logger: Logger;
}>;

/**
 * Follows the log until aborted. After a lost connection it continues at the same position, but first checks that the
 * log is still the same one. The position moves only to an event that was read, or to a position before which the event
 * store has found no further events (`Looked`).
 */
export async function readLog(options: LogReaderOptions, signal: AbortSignal): Promise<void> {
  const { log, sink, start, checkLog, logger } = options;
  let reading: Reading = { position: start, bookmark: null };
  let items = 0;
  let isReconnecting = false;

  async function read(item: SealedEvent | Looked): Promise<void> {
    if (item.position <= reading.position) return;
    if (!('stream' in item)) {
      reading = { ...reading, position: item.position };
      return sink.advance(reading);
    }
    // Waits before `reading` moves, because a range that is sent meanwhile must not include the position of this event.
    await sink.waitForRoom(item);
    const bookmark = { after: reading.position, position: item.position, id: item.id };
    reading = { position: item.position, bookmark };
    sink.accept(item, reading);
  }

  async function follow(): Promise<void> {
    if (isReconnecting) await checkLog();
    isReconnecting = true;
    for await (const item of log.follow(reading.position, signal)) {
      items += 1;
      await read(item);
    }
    if (!signal.aborted) throw new Error('The subscription ended');
  }

  await retry(follow, {
    retries: Number.POSITIVE_INFINITY,
    signal,
    shouldRetry: (error) => !(error instanceof LogMismatch),
    onRetry: (error) =>
      logger.warn('Reading the log failed; continuing at the same position', { reason: reasonOf(error) }),
    progress: () => items,
  }).catch((error) => {
    if (error instanceof LogMismatch || !signal.aborted) throw error;
  });
}
