import type { Log, Looked, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { WebhookDeliveries, WebhookHints } from '../../ports/webhook-deliveries.ts';
import { changesOf } from './changes-of.ts';
import type { TellCoaches } from './tell-coaches.ts';

export type TellOptions = Readonly<{
  log: Pick<Log, 'follow'>;
  deliveries: Pick<WebhookDeliveries, 'start' | 'add' | 'due' | 'prune'>;
  hints: WebhookHints;
  coaches: Pick<TellCoaches, 'withCoaches' | 'forgetWithdrawn'>;
  logger: Pick<Logger, 'warn'>;
  /** Waits for the time given; stops waiting when `signal` is aborted. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Resolves after other work of the process has had its turn. */
  breathe: () => Promise<void>;
}>;

const idlePauseMs = 500;
const sweepPauseMs = 1_000;
/** How often old deliveries are deleted, counted in sweeps. */
const sweepsPerPruning = 10;
/** The largest number of events whose deliveries are added together. */
const batchSize = 500;
/** After this many batches the policy looks whether any webhook is still enabled. */
const batchesPerLook = 100;
/** How many deliveries of one webhook are sent at the same time at most. */
const maxHints = 4;

/** Whenever something of an account changes, adds deliveries for its webhooks. Reads the log only while there are any. */
export async function tellWebhooks(options: TellOptions, signal: AbortSignal): Promise<void> {
  const { deliveries, logger, pause } = options;
  while (!signal.aborted) {
    try {
      const start = await deliveries.start();
      if (start !== null) await tellFrom(options, start, signal);
    } catch (error) {
      logger.warn('Policy waits for a service', { policy: 'tell-webhooks', error });
    }
    await pause(idlePauseMs, signal);
  }
}

async function tellFrom({ log, deliveries, hints, coaches, breathe }: TellOptions, start: bigint, signal: AbortSignal) {
  let after = start;
  let batches = 0;
  for await (const items of inBatches(log.follow(start, signal), breathe)) {
    for (const part of changesOf(after, items)) {
      const told = await coaches.withCoaches(part);
      if (!(await deliveries.add(told))) return;
      after = part.upTo;
      await coaches.forgetWithdrawn(part.changes);
      const accounts = new Set(told.changes.map(({ account }) => account));
      if (accounts.size > 0) sendHints(hints, await deliveries.due([...accounts]));
    }
    batches += 1;
    if (batches % batchesPerLook === 0 && (await deliveries.start()) === null) return;
  }
}

/** Yields what follows as lists: all that has arrived while the caller worked on the last list. */
async function* inBatches(
  items: AsyncIterable<SealedEvent | Looked>,
  breathe: () => Promise<void>,
): AsyncGenerator<readonly (SealedEvent | Looked)[]> {
  const iterator = items[Symbol.asyncIterator]();
  const nothing = Symbol('nothing');
  try {
    for (let next = iterator.next(); ; ) {
      const first = await next;
      if (first.done) return;
      const batch = [first.value];
      next = iterator.next();
      while (batch.length < batchSize) {
        const more = await Promise.race([next, breathe().then(() => nothing)]);
        if (typeof more === 'symbol' || more.done) break;
        batch.push(more.value);
        next = iterator.next();
      }
      // An error of the log is thrown when the next list is read, after this one was handled.
      next.catch(() => {});
      yield batch;
    }
  } finally {
    await iterator.return?.();
  }
}

function sendHints(hints: WebhookHints, due: Awaited<ReturnType<WebhookDeliveries['due']>>): void {
  hints.send(due.flatMap(({ webhook, count }) => Array(Math.min(count, maxHints)).fill(webhook)));
}

/**
 * Sends hints for what is due again and again, because Redis may lose hints. Also deletes old deliveries, and those to coaches
 * whose right has expired.
 */
export async function sweepWebhooks(options: TellOptions, signal: AbortSignal): Promise<void> {
  const { deliveries, hints, coaches, logger, pause } = options;
  for (let sweeps = 1; !signal.aborted; sweeps += 1) {
    try {
      if (!(await hints.isFull())) sendHints(hints, await deliveries.due());
      if (sweeps % sweepsPerPruning === 0) await Promise.all([deliveries.prune(), coaches.forgetWithdrawn('all')]);
    } catch (error) {
      logger.warn('Policy waits for a service', { policy: 'sweep-webhooks', error });
    }
    await pause(sweepPauseMs, signal);
  }
}
