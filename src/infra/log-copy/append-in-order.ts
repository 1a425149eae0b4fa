import { type EventStoreDBClient, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { bounded } from '../log/bounded.ts';
import { translateOutage } from '../log/outage.ts';
import type { Batch } from './batches.ts';

/** Something else writes to a stream: an earlier copier whose last requests still arrive, or a service. */
export class StreamHasChanged extends Error {
  override readonly name = 'StreamHasChanged';
  readonly stream: string;

  constructor(stream: string) {
    super(`Something else has written to ${stream}`);
    this.stream = stream;
  }
}

/** How many events may be on their way. An event store commits together what arrives together. */
const maxOnTheWay = 2_000;
const appendMs = 60_000;
/**
 * What an event store is told. It would leave out an append that is overdue, as after a pause of the machine, and write those
 * after it: the copy would lack an event in its middle.
 */
const deadlineMs = 24 * 3_600_000;

/**
 * Writes batches, many at the same time. A node handles the requests of a connection in their order, so the target has the
 * events in the order of the log; the comparison at the end proves it. Nothing more is sent after the first failure.
 */
export function createAppendInOrder(client: EventStoreDBClient, onWritten: (batch: Batch) => void) {
  const waiting: { count: number; written: Promise<void> }[] = [];
  let onTheWay = 0;
  let failure: unknown;

  async function write({ stream, revision, events }: Batch): Promise<void> {
    const expectedRevision = revision === 0 ? NO_STREAM : BigInt(revision - 1);
    const written = events.map((event) => jsonEvent({ ...event, data: event.data as Record<string, unknown> }));
    const options = { deadline: deadlineMs, requiresLeader: true };
    try {
      await bounded(appendMs, () => client.appendToStream(stream, written, { ...options, expectedRevision }));
    } catch (error) {
      failure ??= error instanceof WrongExpectedVersionError ? new StreamHasChanged(stream) : translateOutage(error);
    }
  }

  async function waitFor(limit: number): Promise<void> {
    while (onTheWay > limit) {
      const first = waiting.shift();
      await first?.written;
      onTheWay -= first?.count ?? 0;
    }
    if (failure) throw failure;
  }

  return {
    /** Sends a batch, when few enough are on their way. */
    async add(batch: Batch): Promise<void> {
      await waitFor(maxOnTheWay);
      const written = write(batch).then(() => {
        if (!failure) onWritten(batch);
      });
      waiting.push({ count: batch.events.length, written });
      onTheWay += batch.events.length;
    },
    /** Waits until all batches are written. */
    finish: () => waitFor(0),
  };
}
