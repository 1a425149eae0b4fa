import type { Actor, CommandMark, RecordedEvent } from '../events/event.ts';
import type { AccountId, Instant, Owner } from '../events/ids.ts';
import type { WritingCoach } from './coach-right.ts';

/** Who sent a command, when, and under which conditions. */
export type Context = Readonly<{
  actor: Actor;
  /** The account on whose behalf the command is sent; its rights decide what the command may do. */
  by: AccountId;
  /**
   * Set when a coach sends the command: `by` is then the athlete, and `actor` the coach. The right of the coach is checked
   * before each decision.
   */
  coach?: WritingCoach;
  /** The owner that the stream gets if this command creates it. */
  owner: Owner;
  correlationId: string;
  causationId: string;
  receivedAt: Instant;
  /** When the command was made, by the client's clock; set when the client says so. */
  occurredAt?: Instant;
  /** The command mark; set when the client sent an idempotency key. */
  mark?: CommandMark;
  /** The revision that the stream must have, else the command is refused; set when the client sent `If-Match`. */
  ifRevision?: number;
  /**
   * The events of the stream, as the caller has just read them; none if it is probably new. The command is decided on
   * them, and the stream is read only if the append shows that there are others.
   */
  knownEvents?: readonly RecordedEvent[];
  /**
   * Called after the claims are taken and before the events are appended. After this call, only a conflict with another
   * append can still prevent the events.
   */
  beforeAppend?: () => Promise<void>;
}>;
