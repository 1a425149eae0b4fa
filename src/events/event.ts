import type { Instant, Owner } from './ids.ts';
import type { Channel, Role } from './values.ts';

/**
 * Something that happened; its data are JSON values only. Texts that people typed are in `data.personal`, which is
 * encrypted in the log.
 */
export type Event<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;
export type AnyEvent = Event<string, object>;
/** The data of an event whose type already says everything. */
export type NoData = Record<never, never>;

/** Who sent a command, with which role and through which channel. */
export type Actor = Readonly<{ id: string; role: Role | 'system'; via: Channel }>;

/** Digests of an idempotency key and of its request, made with a secret key, so that neither can be guessed from them. */
export type CommandMark = Readonly<{ digest: string; fingerprint: string }>;

/**
 * The proof that this installation has written an event: the id of its key, and the HMAC of the event's chain under that
 * key. `previous` is the chain of the stream's previous event, so that the event can be checked without its stream.
 */
export type Mac = Readonly<{ key: string; previous: string; hmac: string }>;

export type Metadata = Readonly<{
  $correlationId: string;
  $causationId: string;
  actor: Actor;
  /** The owner of the stream, which the stream's first event sets for all later ones. */
  owner: Owner;
  /** When the event happened by the client's clock, but never later than `receivedAt`. No order depends on it. */
  occurredAt: Instant;
  /** The server's time, read once per command before the first decision, so that all events of the command share it. */
  receivedAt: Instant;
  schema: number;
  /** The command mark; set when the client sent an idempotency key. */
  command?: CommandMark;
  /** SHA-256 over the chain of the stream's previous event and this event, in hex. */
  chain: string;
  /** Missing in events of builds that did not write it yet. */
  mac?: Mac;
}>;

/** The metadata of an event before it is written: without what the event store's adapter adds. */
export type NewMetadata = Omit<Metadata, 'chain' | 'mac'>;

/** An event with its revision, in the form that folds read. */
export type StreamEvent<E extends AnyEvent = AnyEvent> = E & Readonly<{ revision: number; metadata: NewMetadata }>;

/** An event as the event store returns it, with its place in the log. */
export type RecordedEvent<E extends AnyEvent = AnyEvent> = E &
  Readonly<{
    id: string;
    stream: string;
    /** The place of the event in its stream: from 0, without gaps. */
    revision: number;
    /** The place of the event in the log (`$all`). */
    position: bigint;
    recordedAt: Instant;
    metadata: Metadata;
  }>;

/**
 * For the event types of an aggregate: the schema number that new events get, and the upcasters from older schema
 * numbers.
 */
export type EventTypes<E extends AnyEvent> = Readonly<{
  schemas: Readonly<Record<E['type'], number>>;
  /** For each event type and schema number n: turns data of schema n into data of schema n + 1. */
  upcasters?: Readonly<Partial<Record<E['type'], Upcasters>>>;
}>;
export type Upcasters = Readonly<Record<number, (data: object) => object>>;
