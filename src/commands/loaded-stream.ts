import { replay } from '../documents/presence.ts';
import { DomainError } from '../errors.ts';
import type { AnyEvent, CommandMark, RecordedEvent, StreamEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import type { EventStore, Head } from '../ports/event-store.ts';
import type { Decider } from './decider.ts';
import { emptyGrowingMap, type GrowingMap } from './growing-map.ts';

/** The head of a stream that has no events yet. */
export const emptyStream: Head = { revision: -1, chain: '', position: 0n };

export function headOf(events: readonly RecordedEvent[]): Head {
  const last = events.at(-1);
  return last ? { revision: last.revision, chain: last.metadata.chain, position: last.position } : emptyStream;
}

/**
 * For the digest of each idempotency key in a stream's events: the request's fingerprint and the last revision of that
 * command.
 */
export type SeenCommands = GrowingMap<SeenCommand>;
type SeenCommand = Readonly<{ fingerprint: string; revision: number }>;

/** A stream's state after all events up to `head`. `owner` is null while the stream has no events. */
export type LoadedStream<State> = Readonly<{ state: State; head: Head; owner: Owner | null; seen: SeenCommands }>;

/** The loaded stream before any of its events is read. */
export const unread = <State>({ initial }: Readonly<{ initial: State }>): LoadedStream<State> => ({
  state: initial,
  head: emptyStream,
  owner: null,
  seen: emptyGrowingMap(),
});

/** A cache of folded streams with a limited size. A stream that is not in the cache is read from the log. */
export type FoldCache = Readonly<{
  get: (stream: string) => unknown;
  set: (stream: string, loaded: unknown) => void;
  delete: (stream: string) => void;
}>;

/** Reads the events of a stream after those in `known`, folds them onto its state and caches the result. */
export async function loadStream<State, Event extends AnyEvent>(
  { store, cache }: Readonly<{ store: EventStore; cache: FoldCache }>,
  decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve'>,
  stream: string,
  known: LoadedStream<State> = unread(decider),
): Promise<LoadedStream<State>> {
  const events = await store.read(stream, known.head);
  if (events.length === 0) return known;
  const loaded = foldOf(decider, events as readonly RecordedEvent<Event>[], known);
  cache.set(stream, loaded);
  return loaded;
}

/** Folds events onto the stream before them. */
export function foldOf<State, Event extends AnyEvent>(
  decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve'>,
  events: readonly RecordedEvent<Event>[],
  known: LoadedStream<State> = unread(decider),
): LoadedStream<State> {
  if (events.length === 0) return known;
  return {
    state: replay(decider, events, known.state),
    head: headOf(events),
    owner: known.owner ?? events[0]?.metadata.owner ?? null,
    seen: seenAfter(known.seen, events),
  };
}

/** Refuses a command whose idempotency key an earlier command had for another request. */
export function checkFingerprint({ fingerprint }: Readonly<{ fingerprint: string }>, mark: CommandMark): void {
  if (fingerprint === mark.fingerprint) return;
  throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
}

export function seenAfter(seen: SeenCommands, events: readonly StreamEvent[]): SeenCommands {
  const marked = new Map<string, SeenCommand>();
  for (const { revision, metadata } of events) {
    const { command } = metadata;
    if (command) marked.set(command.digest, { fingerprint: command.fingerprint, revision });
  }
  return marked.entries().reduce((after, [digest, command]) => after.with(digest, command), seen);
}
