import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import type { WebhookId } from '../../events/ids.ts';
import type { WebhookHints } from '../../ports/webhook-deliveries.ts';

export type HintOptions = Readonly<{ connection: ConnectionOptions; onFailure: (error: Error) => void }>;

const [queueName, prefix] = ['due', 'irontrack:webhooks'];

/** The queue by which it is found in Redis. */
export const hintQueue = { prefix, name: queueName } as const;

/**
 * From how many hints waiting in Redis on `isFull` is true. How many calls of `send` may wait in this process while Redis is
 * down: hints of further calls are dropped.
 */
const [maxWaiting, maxUnsent] = [5_000, 1_000];
/** How many webhooks send at the same time in one process. */
const concurrency = 128;
/** After this time without a sign of life of a process, another one repeats the hints that it was working on. */
const lockMs = 30_000;

type Hint = Readonly<{ webhook: WebhookId }>;

/** The queue of hints in Redis. Hints contain only ids, and Postgres knows what is due without them. */
export function createWebhookHints({
  connection,
  onFailure,
}: HintOptions): WebhookHints & { close: () => Promise<void> } {
  const queue = new Queue<Hint>(queueName, {
    connection,
    prefix,
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: { count: 10 } },
  });
  queue.on('error', onFailure);
  let unsent = 0;
  return {
    send(webhooks, delayMs = 0) {
      if (webhooks.length === 0 || unsent >= maxUnsent) return;
      unsent += 1;
      queue
        .addBulk(webhooks.map((webhook) => ({ name: 'due', data: { webhook }, opts: { delay: delayMs } })))
        .catch(() => {})
        .finally(() => {
          unsent -= 1;
        });
    },
    isFull: async () => unsent > 0 || (await queue.getJobCountByTypes('waiting')) >= maxWaiting,
    close: () => queue.close(),
  };
}

/** Calls `work` with each hint, for many webhooks at the same time. `close` waits for the calls. */
export function consumeWebhookHints(
  { connection, onFailure }: HintOptions,
  work: (webhook: WebhookId) => Promise<void>,
): Readonly<{ close: () => Promise<void> }> {
  const consumer = new Worker<Hint>(queueName, ({ data }) => work(data.webhook), {
    connection,
    prefix,
    concurrency,
    lockDuration: lockMs,
    // A hint may be repeated without limit, which is harmless: Postgres knows which deliveries are due.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 10 },
  });
  consumer.on('error', onFailure);
  return { close: () => consumer.close() };
}
