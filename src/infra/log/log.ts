import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Log } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import { createFollow, type FollowOptions } from './follow.ts';
import { createTailReader } from './foreign-tail.ts';
import { createPage } from './page.ts';
import { readAt, readHead } from './read-all.ts';

/**
 * Reads and follows the whole log in EventStoreDB. Returns own events; the others that the filter lets through are
 * passed to `onForeign`.
 */
export function createLog(client: EventStoreDBClient, recognition: Recognition, options: FollowOptions = {}): Log {
  const tail = createTailReader(client);
  /** Wraps a function: when it fails, the reader forgets what it knows of foreign events at the end of the log. */
  const forgetting =
    <Parameters extends readonly unknown[], Result>(read: (...parameters: Parameters) => Promise<Result>) =>
    (...parameters: Parameters): Promise<Result> =>
      read(...parameters).catch((error: unknown) => {
        tail.forget();
        throw error;
      });
  const reads = {
    page: forgetting(createPage(client, recognition, tail)),
    head: forgetting(() => readHead(client)),
  };
  return {
    ...reads,
    idAt: async (position) => (await readAt(client, position))?.id ?? null,
    follow: createFollow(client, reads, recognition, options),
  };
}
