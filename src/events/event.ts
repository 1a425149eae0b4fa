import type { AppGrantId, AuthSessionId, Instant, Owner, PersonalTokenId } from './ids.ts';
import type { Channel, Role } from './values.ts';

/**
 * Something that happened; its data are JSON values only. Texts that people typed are in `data.personal`, which is
 * encrypted in the log.
 */
export type Event<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;
export type AnyEvent = Event<string, object>;
/** The data of an event whose type already says everything. */
export type NoData = Record<never, never>;

/**
 * Who sent a command, with which role and through which channel. `session` is the auth session, the personal access
 * token or the grant of an app with which the request was signed in; events of earlier builds do not have it.
 */
export type Actor = Readonly<{
  id: string;
  role: Role | 'system';
  via: Channel;
  session?: AuthSessionId | PersonalTokenId | AppGrantId;
}>;

/** Digests of an idempotency key and of its request, made with a secret key, so that neither can be guessed from them. */
export type CommandMark = Readonly<{ digest: string; fingerprint: string }>;

/**
 * The proof that this installation has written an event: the id of its key, and the HMAC of the event's chain under that
 * key. `previous` is the chain of the stream's previous event, so that the event can be checked without its stream.
 * `recordedAt`: when the log recorded an event that was copied to another event store; the HMAC covers it too.
 */
export type Mac = Readonly<{ key: string; previous: string; hmac: string; recordedAt?: Instant }>;

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

/** The quota of an account toward which the aggregates of a category count. */
export type Quota = Readonly<{
  /** The name in responses, in `details` and in the variable `QUOTA_…`, in camel case. It never changes. */
  kind: string;
  /** The name in messages: a plural. */
  name: string;
  /** How many an account may have by default. */
  limit: number;
}>;

/** What is declared once for an aggregate, beside its events. The rest is derived from it. */
export type EventTypes<E extends AnyEvent> = Readonly<{
  /** The name in the refusal of one that does not exist. Missing if the aggregate always exists. */
  name?: string;
  quota?: Quota;
  /**
   * Set if accounts follow its changes, by the change feed and by webhooks. `deletions`: whether webhooks report
   * deletions.
   */
  feed?: Readonly<{ deletions: boolean }>;
  /** The schema number that new events of a type get. */
  schemas: Readonly<Record<E['type'], number>>;
  /** The events after which a stream has no document, unless an undo creates the thing again. */
  endings: readonly E['type'][];
  /** For each event type and schema number n: turns data of schema n into data of schema n + 1. */
  upcasters?: Readonly<Partial<Record<E['type'], Upcasters>>>;
}>;
export type Upcasters = Readonly<Record<number, (data: object) => object>>;
