import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { DomainError } from '../../errors.ts';
import type { Authenticity } from '../log/authenticity.ts';
import { readNewest } from '../log/read-all.ts';
import { createAppendInOrder, StreamHasChanged } from './append-in-order.ts';
import { batchesOf } from './batches.ts';
import { copiedIdOf, createCopyEvent } from './copied-event.ts';
import { CopyRefused, otherEvents } from './copy-refused.ts';
import type { CopySource } from './source.ts';
import { widenWindows } from './wide-windows.ts';

export type CopyLog = Readonly<{
  source: CopySource;
  target: EventStoreDBClient;
  /** Recognises the events of the source, and signs the copies. */
  authenticity: Authenticity;
  /** Is called after each batch with the number of events that this call has copied, and their last position in the source. */
  onProgress?: (copied: number, position: bigint) => void;
  /** How long to wait after a failure. @defaultValue 1 s */
  pauseMs?: number;
}>;

/** How often a failure may come again without an event that was written in between. */
const maxFailures = 10;

/**
 * Copies the events of the source that the target lacks, in their order, and returns how many these were. It continues after the
 * newest event of IronTrack in the target, so a copy that was stopped can be repeated.
 */
export async function copyLog(options: CopyLog): Promise<number> {
  using _windows = widenWindows();
  let copied = 0;
  for (let failures = 0; ; failures += 1) {
    const before = copied;
    try {
      await copyRest(options, (count, position) => {
        copied += count;
        options.onProgress?.(copied, position);
      });
      return copied;
    } catch (error) {
      if (copied > before) failures = 0;
      if (failures === maxFailures || !mayPass(error)) throw wordsOf(error);
      await delay(options.pauseMs ?? 1_000);
    }
  }
}

/** A stream that has changed may have got the last batch of an earlier copier, after which this one continues. */
const mayPass = (error: unknown): boolean =>
  error instanceof StreamHasChanged || (error instanceof DomainError && error.code === 'unavailable');

const wordsOf = (error: unknown): unknown =>
  error instanceof StreamHasChanged
    ? new CopyRefused(
        `Something else writes to ${error.stream} in the target. Stop it, or copy to another event store.`,
      )
    : error;

/** After how many events the event loop gets a turn, so that requests are sent while more copies are made. */
const madeAtOnce = 50;

async function copyRest(
  { source, target, authenticity }: CopyLog,
  onWritten: (count: number, position: bigint) => void,
): Promise<void> {
  const copyEvent = createCopyEvent(source, authenticity);
  const appends = createAppendInOrder(target, ({ events, position }) => onWritten(events.length, position));
  let isFirst = true;
  let made = 0;
  for await (const page of source.after(await copiedUpTo(source, target, authenticity))) {
    for await (const batch of batchesOf(page, copyEvent)) {
      await appends.add(batch);
      // The client opens its stream of appends with the first one; others at the same time would open more.
      if (isFirst) await appends.finish();
      isFirst = false;
      made += batch.events.length;
      if (made < madeAtOnce) continue;
      made = 0;
      await nextTurn();
    }
  }
  await appends.finish();
}

/** The position in the source up to which the target has its events; 0 for none. */
export async function copiedUpTo(
  source: Pick<CopySource, 'at'>,
  target: EventStoreDBClient,
  { isOwn }: Pick<Authenticity, 'isOwn'>,
): Promise<bigint> {
  const newest = await readNewest(target);
  if (!newest) return 0n;
  const original = await source.at(newest);
  if (original && copiedIdOf(original, isOwn) === newest.id) return original.position;
  throw otherEvents();
}
