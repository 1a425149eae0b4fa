import type { Actor, CommandMark } from '../events/event.ts';
import type { AccountId, Instant, Owner } from '../events/ids.ts';

/** Who sent a command, when, and under which conditions. */
export type Context = Readonly<{
  actor: Actor;
  /** The account on whose behalf the command is decided. */
  by: AccountId;
  /** The owner of the stream if the command creates it. */
  owner: Owner;
  correlationId: string;
  causationId: string;
  receivedAt: Instant;
  /** Set when the client sent an idempotency key. */
  mark?: CommandMark;
  /** Set when the client sent `If-Match`: the revision that the stream must have. */
  ifRevision?: number;
  /** Set when the stream is probably new. Then it is read only if the append finds that it exists. */
  isLikelyNew?: true;
  /** Runs after the claims are taken and before the append; only a conflict can still stop the events. */
  beforeAppend?: () => Promise<void>;
}>;
