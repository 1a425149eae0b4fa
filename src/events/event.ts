import type { Instant, Owner } from './ids.ts';
import type { Channel, Role } from './values.ts';

/** A fact: what happened, in JSON values only. Personal texts stand under `data.personal`, encrypted at rest. */
export type Event<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;
export type AnyEvent = Event<string, object>;

/** Who acted, in which role, and through which door. */
export type Actor = Readonly<{
  id: string;
  role: Role | 'system';
  via: Channel;
}>;

/** Keyed digests, so that neither tells what it was made of. */
export type CommandMark = Readonly<{ digest: string; fingerprint: string }>;

export type Metadata = Readonly<{
  $correlationId: string;
  $causationId: string;
  actor: Actor;
  owner: Owner;
  /** When it happened, by the clock of who reports it; never later than `receivedAt`, and never used for order. */
  occurredAt: Instant;
  /** The server's clock, fixed before deciding. */
  receivedAt: Instant;
  schema: number;
  command?: CommandMark;
  /** SHA-256 over the previous event's chain and this event, in hex. */
  chain: string;
}>;

/** What folds read: an event with its place in its stream. */
export type StreamEvent<E extends AnyEvent = AnyEvent> = E &
  Readonly<{ revision: number; metadata: Omit<Metadata, 'chain'> }>;

/** An event as the log holds it; `position` is its place in `$all`. */
export type RecordedEvent<E extends AnyEvent = AnyEvent> = E &
  Readonly<{
    id: string;
    stream: string;
    /** From 0, without gaps. */
    revision: number;
    position: bigint;
    recordedAt: Instant;
    metadata: Metadata;
  }>;

/** The part of a stream's name behind the category. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
