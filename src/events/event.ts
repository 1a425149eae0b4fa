import type { Instant, Owner } from './ids.ts';
import type { Channel, Role } from './values.ts';

/** Something that happened, in JSON values only. Texts that people typed are under `data.personal`, encrypted at rest. */
export type Event<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;
export type AnyEvent = Event<string, object>;
/** The data of events that say all by their type. */
export type NoData = Record<never, never>;

/** Who sent a command, with which role and through which channel. */
export type Actor = Readonly<{ id: string; role: Role | 'system'; via: Channel }>;

/** Digests of an idempotency key and of its request, made with a secret key, so that neither can be guessed from them. */
export type CommandMark = Readonly<{ digest: string; fingerprint: string }>;

export type Metadata = Readonly<{
  $correlationId: string;
  $causationId: string;
  actor: Actor;
  /** The account whose history the stream is. The first event of a stream fixes it. */
  owner: Owner;
  /** When it happened by the client's clock, never later than `receivedAt`. Nothing is ordered by it. */
  occurredAt: Instant;
  /** The server's clock, read once per command before the first decision. */
  receivedAt: Instant;
  schema: number;
  /** Set when the client sent an idempotency key. */
  command?: CommandMark;
  /** SHA-256 over the previous event's chain and this event, in hex. */
  chain: string;
}>;

/** An event with its place in its stream, as folds read it. */
export type StreamEvent<E extends AnyEvent = AnyEvent> = E &
  Readonly<{ revision: number; metadata: Omit<Metadata, 'chain'> }>;

/** An event as the log returns it. */
export type RecordedEvent<E extends AnyEvent = AnyEvent> = E &
  Readonly<{
    id: string;
    stream: string;
    /** Counts from 0, without gaps. */
    revision: number;
    /** The place in `$all`. */
    position: bigint;
    recordedAt: Instant;
    metadata: Metadata;
  }>;

/** The schema numbers that the types of a union are written with, and upcasters from older schemas. */
export type EventTypes<E extends AnyEvent> = Readonly<{
  schemas: Readonly<Record<E['type'], number>>;
  /** Per type and schema number n: turns data of schema n into data of schema n + 1. */
  upcasters?: Readonly<Partial<Record<E['type'], Upcasters>>>;
}>;
export type Upcasters = Readonly<Record<number, (data: object) => object>>;
