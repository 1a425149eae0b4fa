import { replay } from '../documents/presence.ts';
import type { AnyEvent, RecordedEvent, StreamEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import type { EventStore, Head } from '../ports/event-store.ts';
import type { Decider } from './decider.ts';

/** The head of a stream that has no events yet. */
export const emptyStream: Head = { revision: -1, chain: '', position: 0n };

export function headOf(events: readonly RecordedEvent[]): Head {
  const last = events.at(-1);
  return last ? { revision: last.revision, chain: last.metadata.chain, position: last.position } : emptyStream;
}

/** Digests of the idempotency keys that a stream has seen, with the last revision of each command. */
export type SeenCommands = ReadonlyMap<string, Readonly<{ fingerprint: string; revision: number }>>;

/** A stream folded up to `head`. `owner` is null while there are no events. */
export type LoadedStream<State> = Readonly<{ state: State; head: Head; owner: Owner | null; seen: SeenCommands }>;

/** A stream of which nothing has been read. */
export const unread = <State>({ initial }: Readonly<{ initial: State }>): LoadedStream<State> => ({
  state: initial,
  head: emptyStream,
  owner: null,
  seen: new Map(),
});

/** A bounded memory of folded streams. A stream that is not in it is read from the log. */
export type FoldCache = Readonly<{
  get: (stream: string) => unknown;
  set: (stream: string, loaded: unknown) => void;
  delete: (stream: string) => void;
}>;

/** Reads the events after those that are known, folds them and keeps the result in the cache. */
export async function loadStream<State, Event extends AnyEvent>(
  { store, cache }: Readonly<{ store: EventStore; cache: FoldCache }>,
  decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve'>,
  stream: string,
  known: LoadedStream<State> = unread(decider),
): Promise<LoadedStream<State>> {
  const events = await store.read(stream, known.head.revision);
  if (events.length === 0) return known;
  const loaded = {
    state: replay(decider, events, known.state),
    head: headOf(events),
    owner: known.owner ?? events[0]?.metadata.owner ?? null,
    seen: seenAfter(known.seen, events),
  };
  cache.set(stream, loaded);
  return loaded;
}

export function seenAfter(seen: SeenCommands, events: readonly StreamEvent[]): SeenCommands {
  const marked = events.flatMap(({ revision, metadata: { command } }) =>
    command ? [[command.digest, { fingerprint: command.fingerprint, revision }] as const] : [],
  );
  return marked.length === 0 ? seen : new Map([...seen, ...marked]);
}
