import createOpenApiClient, { type Client, type Middleware } from 'openapi-fetch';
import { createConsistency } from './consistency.ts';
import { type ChangeSession, editSession, type Session } from './edit-session.ts';
import { type Changes, type FollowOptions, followChanges, readChanges } from './feed.ts';
import type { paths } from './generated/api.ts';
import { operationsWithoutKey } from './generated/operations-without-key.ts';
import { bodyOf } from './problem.ts';
import { createQueue, type OfflineQueue } from './queue.ts';
import { createSend, safeMethods } from './send.ts';
import { type ClientStorage, createMemoryStorage } from './storage.ts';

export type { Changes } from './feed.ts';
export type { SyncAnswer, SyncCommand } from './flush.ts';
export { ApiError, bodyOf, type Problem } from './problem.ts';
export type { QueuedCommand } from './queue.ts';
export type { ClientStorage } from './storage.ts';

export type ClientOptions = Readonly<{
  /** The address of the service, such as `https://training.example.com`. */
  baseUrl: string;
  /** A personal access token. Without it the client signs in with `signIn` and keeps the cookies. */
  token?: string;
  /** Where the offline queue and the change feed keep their state; by default in memory. */
  storage?: ClientStorage;
  /** The `fetch` to use, for proxies and tests. */
  fetch?: (request: Request) => Promise<Response>;
  /** How often a request is sent again after 429, 503 and failures of the network; 5 by default. */
  retries?: number;
  /** The longest wait between two attempts in milliseconds, unless the service asks for more; 10,000 by default. */
  maxDelayMs?: number;
}>;

/**
 * A client of one account. `GET`, `POST`, `PUT`, `PATCH` and `DELETE` have the types of all routes; see the documentation
 * of `openapi-fetch`. Commands get an idempotency key, so that they can be sent again without a second effect.
 */
export type IronTrack = Client<paths> &
  Readonly<{
    /** Signs in with cookies. Rejects with an `ApiError` when the password is wrong. */
    signIn: (email: string, password: string) => Promise<void>;
    /**
     * Reads a session, changes it with `change`, and stores the whole. When another device has changed the session in
     * between, it reads the session again and repeats the change.
     */
    editSession: (id: string, change: ChangeSession) => Promise<Session>;
    /** Commands that were made without network. */
    queue: OfflineQueue;
    /** Everything that has changed since the last call, page by page. */
    changes: (options?: FollowOptions) => AsyncGenerator<Changes, void, undefined>;
    /** Everything that has changed since the last call, and then each change as it happens. */
    follow: (options?: FollowOptions) => AsyncGenerator<Changes, void, undefined>;
    /** The position of the last write, for an account or a service that shall read it. Null before the first write. */
    lastWrite: () => string | null;
    /** Makes all later reads contain at least the state that a consistency token names. */
    readAfter: (token: string) => void;
  }>;

export function createClient(options: ClientOptions): IronTrack {
  const { baseUrl, token = null, storage = createMemoryStorage(), retries = 5, maxDelayMs = 10_000 } = options;
  const send = createSend({
    ...{ baseUrl, token, retries, maxDelayMs },
    fetch: options.fetch ?? ((request) => fetch(request)),
    hasCookies: 'document' in globalThis,
  });
  const api = createOpenApiClient<paths>({
    baseUrl: baseUrl.replace(/\/$/, ''),
    fetch: send,
    credentials: token === null ? 'include' : 'omit',
  });
  const consistency = createConsistency();
  api.use(addKeys, consistency.middleware);
  const source = {
    page: (query: object) => bodyOf(api.GET('/api/v1/changes', { params: { query } })),
    live: (query: object, signal: AbortSignal) =>
      bodyOf(api.GET('/api/v1/changes/live', { params: { query }, parseAs: 'stream', signal })),
  };
  return Object.assign(api, {
    async signIn(username: string, password: string) {
      await bodyOf(api.POST('/api/v1/access/signin', { body: { username, password } }));
    },
    editSession: (id: string, change: ChangeSession) => editSession(api, id, change),
    queue: createQueue(storage, async (commands) => {
      const { answers } = await bodyOf(api.POST('/api/v1/sync', { body: { commands: [...commands] } }));
      return answers;
    }),
    changes: (following: FollowOptions = {}) => readChanges(source, storage, following),
    follow: (following: FollowOptions = {}) => followChanges(source, storage, following),
    lastWrite: consistency.lastWrite,
    readAfter: consistency.readAfter,
  });
}

/** Gives each command an idempotency key, unless the caller has given one. */
const addKeys: Middleware = {
  onRequest({ request, schemaPath }) {
    const { method, headers } = request;
    if (safeMethods.has(method) || operationsWithoutKey.has(`${method} ${schemaPath}`)) return;
    if (headers.has('Idempotency-Key')) return;
    request.headers.set('Idempotency-Key', crypto.randomUUID());
    return request;
  },
};
