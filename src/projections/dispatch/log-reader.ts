import type { Log, Looked, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { LogMismatch } from '../core/check-log.ts';
import { reasonOf, retry } from '../core/retry.ts';
import type { Reading } from './lane-buffer.ts';

/** Receives what the reader reads, in log order. */
export type LogSink = Readonly<{
  /** Delays the reader until the event's lane can accept it. */
  waitForRoom: (event: SealedEvent) => Promise<void>;
  /** Accepts an event; `reading` ends at that event. */
  accept: (event: SealedEvent, reading: Reading) => void;
  /** Notes that the log has no events up to `reading`. */
  advance: (reading: Reading) => void;
}>;

export type LogReaderOptions = Readonly<{
  log: Pick<Log, 'follow'>;
  sink: LogSink;
  /** The position after which reading starts. */
  start: bigint;
  /** Throws `LogMismatch` for another log. */
  checkLog: () => Promise<void>;
  logger: Logger;
}>;

/**
 * Follows the log until aborted. Continues at its position after a lost connection, where the log may be another one:
 * it is checked first. Positions come from events and from what the store has searched, never from an announced end.
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
    // Before the reading moves: a range sent meanwhile must not claim this event.
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
