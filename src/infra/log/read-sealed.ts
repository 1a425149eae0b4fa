import { type EventStoreDBClient, FORWARDS, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import { bounded } from './bounded.ts';
import { withDeadline } from './changed-reads.ts';
import { untilOver } from './until-over.ts';
import { historyDamaged } from './verify-stream.ts';

/** How many milliseconds reading a stream may take. */
const readMs = 10_000;

type Reads = Readonly<{ stream: string; from: number; maxCount: number | undefined }>;

/** Creates a function that reads the events of a stream from the revision `from` on, without verifying them. */
export function createReadSealed(client: EventStoreDBClient) {
  const reader = withDeadline(client, readMs);
  return async ({ stream, from, maxCount }: Reads): Promise<readonly SealedEvent[]> => {
    const options = {
      ...({ direction: FORWARDS, fromRevision: BigInt(from), requiresLeader: true } as const),
      ...(maxCount !== undefined && { maxCount }),
    };
    const events: SealedEvent[] = [];
    try {
      await bounded(readMs, async () => {
        await untilOver(reader.readStream(stream, options), (event) => {
          events.push(event);
          return false;
        });
      });
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw translateDeletion(error);
    }
    return events;
  };
}

/** Translates the error of a stream that was deleted for ever in EventStoreDB. */
export const translateDeletion = (error: unknown): unknown =>
  error instanceof StreamDeletedError ? historyDamaged(error) : error;
