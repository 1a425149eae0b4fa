import { type Presence, replay } from '../documents/presence.ts';
import { DomainError } from '../errors.ts';
import type { AnyEvent, RecordedEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import { streamOf } from '../events/streams.ts';
import type { EventStore, Head } from '../ports/event-store.ts';
import type { Positions } from '../ports/positions.ts';
import type { TakeClaims, TakenClaims } from './claim.ts';
import { checkCoach } from './coach-right.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';
import { type Decision, decideAll } from './decision.ts';
import { type KeyedQueue, keyedQueue } from './keyed-queue.ts';
import { checkFingerprint, type FoldCache, foldOf, type LoadedStream, loadStream } from './loaded-stream.ts';
import { checkOwner, checkReader, isForeign } from './shared-owner.ts';

/**
 * The result of a command. A repetition under the same idempotency key gets the result of the first command with that
 * key.
 */
export type Outcome<P> = Readonly<{
  /** The aggregate as it was after the event with the revision `revision`. */
  presence: P;
  revision: number;
  owner: Owner;
  /** The log position of the stream's last event. */
  position: bigint;
  /** The number of events that this call appended. */
  events: number;
  /** Whether an earlier command under the same idempotency key had the effect. */
  isRepetition: boolean;
}>;

export type Dependencies = Readonly<{
  store: EventStore;
  positions: Positions;
  cache: FoldCache;
  takeClaims: TakeClaims;
}>;

/**
 * Loads a stream, decides the commands and appends their events in one write. All domain events are appended this way.
 * Refuses with a `DomainError`: the codes of the decider, `revision-mismatch` when the stream is not at `ifRevision`,
 * `idempotency-key-reused`, `concurrent-change` when every attempt conflicts, `unavailable`.
 */
export type Execute = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  id: string,
  commands: readonly Command[],
  context: Context,
) => Promise<Outcome<P>>;

/**
 * Creates `execute`. Within one process, `inTurn` runs the commands to one stream one after the other, so that they can
 * only conflict with other processes.
 */
export const createExecute =
  (deps: Dependencies, inTurn: KeyedQueue = keyedQueue()): Execute =>
  (decider, id, commands, context) => {
    const stream = streamOf(decider.category, id);
    return inTurn(stream, async () => {
      const outcome = await attempt(deps, { decider, stream, commands, context });
      await deps.positions.record(context.coach?.id ?? context.by, outcome.owner, outcome.position);
      return outcome;
    });
  };

type Run<State, Command, Event extends AnyEvent, P extends Presence<unknown>> = Readonly<{
  decider: Decider<State, Command, Event, P>;
  stream: string;
  commands: readonly Command[];
  context: Context;
}>;

/** How many times commands are decided at most, when other appends to the stream conflict. */
export const attempts = 16;

export const concurrentChange = (): DomainError =>
  new DomainError('concurrent-change', 'Others are changing this at the same moment. Try again shortly.');

async function attempt<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  deps: Dependencies,
  run: Run<State, Command, Event, P>,
): Promise<Outcome<P>> {
  const { decider, stream, context } = run;
  const { knownEvents } = context;
  /**
   * The stream from the cache or from the caller. It was not read in this attempt, so another process may have appended to
   * it since.
   */
  let cached = (deps.cache.get(stream) ??
    (knownEvents && foldOf(decider, knownEvents as readonly RecordedEvent<Event>[]))) as
    | LoadedStream<State>
    | undefined;
  for (let tries = 0; tries < attempts; tries += 1) {
    await checkCoach(deps.store, context);
    const loaded = cached ?? (await loadStream(deps, decider, stream));
    const repeated = await outcomeOfRepetition(deps, run, loaded);
    if (repeated) return repeated;

    const result = await decideAndAppend(deps, run, loaded);
    if (result === 'conflict') {
      cached = undefined;
      continue;
    }
    if (result !== 'unchanged' && !(result instanceof DomainError)) return result;
    // The cached state may be out of date, so a refusal or a decision without events is final only if the stream has no
    // later events than the cached ones.
    const fresh: LoadedStream<State> | undefined = cached && (await loadStream(deps, decider, stream, cached));
    if (fresh && fresh.head.revision !== loaded.head.revision) {
      cached = fresh;
      continue;
    }
    if (result instanceof DomainError) throw result;
    return outcomeOf(run, loaded, 0);
  }
  throw concurrentChange();
}

/**
 * Decides the commands, takes their claims and appends the events. Returns a refusal as a value instead of throwing it,
 * because `attempt` may have to decide again on a newer state.
 */
async function decideAndAppend<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  { store, cache, takeClaims }: Dependencies,
  run: Run<State, Command, Event, P>,
  loaded: LoadedStream<State>,
): Promise<Outcome<P> | DomainError | 'unchanged' | 'conflict'> {
  const { decider, stream, commands, context } = run;
  const owner = loaded.owner ?? context.owner;
  let decision: Decision<State, Event>;
  let claims: TakenClaims;
  try {
    decision = decideAll(decider, commands, loaded, context);
    await checkOwner(store, decider, loaded.owner, context);
    if (decision.events.length === 0) return 'unchanged';
    const change = { before: loaded.state, after: decision.state };
    claims = await takeClaims(decider, change, { stream, owner, revision: decision.revision }, context);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  if (context.beforeAppend) await context.beforeAppend();
  const head = await store.append(stream, decision.events, loaded.head);
  if (head === 'conflict') {
    cache.delete(stream);
    return head;
  }
  const appended: LoadedStream<State> = { state: decision.state, seen: decision.seen, head, owner };
  cache.set(stream, appended);
  await claims.confirm();
  return outcomeOf(run, appended, decision.events.length);
}

/**
 * The outcome of the earlier command with the same idempotency key; null if no event of the stream has that key. A thing
 * that is no longer shared with the account is refused.
 */
async function outcomeOfRepetition<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  deps: Dependencies,
  run: Run<State, Command, Event, P>,
  loaded: LoadedStream<State>,
): Promise<Outcome<P> | null> {
  const { mark } = run.context;
  const earlier = mark && loaded.seen.get(mark.digest);
  if (!earlier) return null;
  checkFingerprint(earlier, mark);
  if (isForeign(run.decider, loaded.owner, run.context)) {
    const fresh = await loadStream(deps, run.decider, run.stream, loaded);
    await checkReader(deps.store, run.decider, fresh, run.context);
  }
  // Usually the stream has not changed since the original command. If it has, its events are read only up to those of that
  // command.
  if (earlier.revision === loaded.head.revision) return { ...outcomeOf(run, loaded, 0), isRepetition: true };
  const state = replay(run.decider, await deps.store.read(run.stream, undefined, earlier.revision));
  const head: Head = { ...loaded.head, revision: earlier.revision };
  return { ...outcomeOf(run, { ...loaded, state, head }, 0), isRepetition: true };
}

const outcomeOf = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  { decider, context }: Run<State, Command, Event, P>,
  { state, head: { revision, position }, owner }: LoadedStream<State>,
  events: number,
): Outcome<P> => ({
  ...{ presence: decider.presence(state), revision, position, owner: owner ?? context.owner },
  ...{ events, isRepetition: false },
});
