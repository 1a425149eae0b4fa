import type { CommandMark } from '../events/event.ts';

/** The request that an idempotency key identifies: the route as a pattern, and the parsed contents without secrets. */
export type MarkedRequest = Readonly<{ method: string; path: string; parameters?: object; body: unknown }>;

/** Makes the command mark of an account's idempotency key and request. */
export type MarkCommand = (account: string, key: string, request: MarkedRequest) => CommandMark;
