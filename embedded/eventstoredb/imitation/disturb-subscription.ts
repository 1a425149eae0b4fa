import type { Cursor } from '../operations/cursors.ts';
import { createFilter } from '../operations/filter.ts';
import type { ResponseWriter } from '../operations/response-writer.ts';
import type { ReadRequest } from '../protocol/read-requests.ts';
import { checkpointReached } from '../protocol/read-responses.ts';
import { TOMBSTONE } from '../store/events.ts';
import { refuse } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import type { Imitation } from './imitate.ts';

export type DisturbSubscription = (cursor: Cursor, request: ReadRequest, writer: ResponseWriter) => Cursor;

/** How many events a live subscription of a real node may be late. */
const liveBuffer = 32;
const aheadBy = 100_000;
const noPosition = '18446744073709551615';
/** The bytes of a stored event besides its data and metadata, as `event-table.ts` counts them. */
const recordOverhead = 128;

/**
 * Creates the function that replaces the cursor of a subscription by one that also does what real nodes do: it drops
 * the subscription, or sends wrong checkpoints.
 */
export const disturbSubscription =
  ({ reads }: Pick<Store, 'reads'>, chosen: ReadonlySet<Imitation>): DisturbSubscription =>
  (cursor, { stream, filter }, writer) => {
    if (stream !== undefined) return cursor;
    const matches = filter ? createFilter(filter) : () => true;
    const send = (imitation: Imitation, position: number | string) => {
      if (filter && chosen.has(imitation)) writer.send(checkpointReached(position));
    };
    let liveSince: number | null = null;
    let hasSent = false;

    function dropIfLate(): void {
      if (liveSince === null || !chosen.has('slow-consumers')) return;
      const waiting = reads.headersForwards(liveSince + 1, TOMBSTONE, TOMBSTONE).filter(matches).length;
      if (waiting > liveBuffer) refuse({ kind: 'consumer-too-slow' });
      liveSince = reads.head();
    }

    function positionOfNext(): number {
      const head = reads.head();
      const { data, metadata } = reads.at(head) ?? { data: [], metadata: [] };
      return head + data.length + metadata.length + recordOverhead;
    }

    return {
      advance() {
        dropIfLate();
        const hasAdvanced = cursor.advance();
        hasSent ||= hasAdvanced;
        if (liveSince !== null && !hasAdvanced) {
          send('checkpoint-repeated', liveSince);
          send('checkpoint-of-next', positionOfNext());
        }
        return hasAdvanced;
      },
      onCaughtUp() {
        cursor.onCaughtUp();
        liveSince = reads.head();
        if (!hasSent) send('checkpoint-without-match', noPosition);
        send('checkpoint-ahead', liveSince + aheadBy);
      },
    };
  };
