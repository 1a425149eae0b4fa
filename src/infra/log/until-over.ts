import type { EventEmitter } from 'node:events';
import type { ResolvedEvent } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import { sealedEventOf } from './sealing.ts';

/** A read of the client that is under way. */
export type Reading = Pick<EventEmitter, 'on'> & Readonly<{ unsubscribe?: () => Promise<void> }>;

/**
 * Calls `isOver` with each event. When it returns true, the read is cancelled. An event is handled when it arrives, because
 * the iterator of a stream takes longer for an event than all else that is done with it.
 */
export const untilOver = (reading: Reading, isOver: (event: SealedEvent) => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    let hasEnded = false;
    reading.on('end', resolve).on('error', reject);
    // A cancelled read is still consumed, because its call is closed only when all that has arrived is read.
    reading.on('data', ({ event }: ResolvedEvent) => {
      if (!event || hasEnded) return;
      try {
        hasEnded = isOver(sealedEventOf(event));
      } catch (error) {
        hasEnded = true;
        reject(error);
      }
      if (!hasEnded) return;
      resolve();
      void reading.unsubscribe?.();
    });
  });
