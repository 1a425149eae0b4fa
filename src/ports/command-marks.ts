import type { CommandMark } from '../events/event.ts';

/** What an idempotency key identifies: the route by its pattern, and the parsed request without secrets. */
export type MarkedRequest = Readonly<{ method: string; path: string; parameters?: object; body: unknown }>;

/** Digests an account's idempotency key and its request. */
export type MarkCommand = (account: string, key: string, request: MarkedRequest) => CommandMark;
