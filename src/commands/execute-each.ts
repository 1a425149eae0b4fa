import { type Presence, replay } from '../documents/presence.ts';
import { DomainError } from '../errors.ts';
import type { AnyEvent } from '../events/event.ts';
import { streamOf } from '../events/streams.ts';
import type { Decider } from './decider.ts';
import { attempts, concurrentChange, type Dependencies, type Outcome } from './execute.ts';
import { type Judged, type Judgment, judgeTasks, type RefusedTask, type Task } from './judge-tasks.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import { type LoadedStream, loadStream } from './loaded-stream.ts';
import { checkOwner } from './shared-owner.ts';

/**
 * Executes several tasks on one aggregate in order, with as few appends as possible. The result of each task is what
 * `execute` would return or throw for it if the tasks were executed one after the other. A refused task does not affect
 * the others. Throws during an outage; the same tasks can then be executed again.
 */
export type ExecuteEach = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  id: string,
  tasks: readonly Task<Command>[],
) => Promise<readonly (Outcome<P> | DomainError)[]>;

export const createExecuteEach =
  (deps: Dependencies, inTurn: KeyedQueue): ExecuteEach =>
  (decider, id, tasks) => {
    const stream = streamOf(decider.category, id);
    return inTurn(stream, async () => {
      const results = await executeTasks(deps, { decider, stream, tasks });
      const accepted = results.find((result) => 'position' in result);
      const by = tasks[0]?.context.by;
      // All outcomes have the same position: that of the stream's last event.
      if (accepted && by) await deps.positions.record(by, accepted.owner, accepted.position);
      return results;
    });
  };

type Run<State, Command, Event extends AnyEvent, P extends Presence<unknown>> = Readonly<{
  decider: Decider<State, Command, Event, P>;
  stream: string;
  tasks: readonly Task<Command>[];
}>;

async function executeTasks<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  deps: Dependencies,
  run: Run<State, Command, Event, P>,
): Promise<readonly (Outcome<P> | DomainError)[]> {
  let judgments: readonly Judgment<State>[] = [];
  let loaded = deps.cache.get(run.stream) as LoadedStream<State> | undefined;
  while (judgments.length < run.tasks.length) {
    const part = await executePart(deps, run, judgments, loaded);
    ({ judgments, after: loaded } = part);
  }
  return loaded ? resultsOf(deps, run, judgments, loaded) : [];
}

/** Judges the next tasks and appends their events. `known` is the stream as it was when it was last seen. */
async function executePart<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  deps: Dependencies,
  run: Run<State, Command, Event, P>,
  before: readonly Judgment<State>[],
  known: LoadedStream<State> | undefined,
): Promise<Judged<State, Event>> {
  let cached = known;
  let refused: RefusedTask | null = null;
  for (let tries = 0; tries < attempts; tries += 1) {
    const loaded = cached ?? (await loadStream(deps, run.decider, run.stream));
    const part: Judged<State, Event> = judgeTasks(run, before, loaded, refused);
    if (part.events.length > 0) {
      const result: LoadedStream<State> | RefusedTask | 'conflict' = await append(deps, run, loaded, part);
      if (result !== 'conflict' && !('refusal' in result)) return { ...part, after: result };
      // A refusal is valid only for the events that were loaded. If the stream has got further events, the tasks are
      // judged again without it.
      refused = result === 'conflict' ? null : result;
      cached = result === 'conflict' ? undefined : loaded;
      continue;
    }
    // Without an append, only a read can show that the cached stream has no later events.
    const fresh: LoadedStream<State> | undefined = cached && (await loadStream(deps, run.decider, run.stream, cached));
    if (!fresh || fresh.head.revision === loaded.head.revision) return part;
    cached = fresh;
    refused = null;
  }
  throw concurrentChange();
}

async function append<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  { store, cache, takeClaims }: Dependencies,
  { decider, stream, tasks }: Run<State, Command, Event, P>,
  loaded: LoadedStream<State>,
  { events, after, claimant }: Judged<State, Event>,
): Promise<LoadedStream<State> | RefusedTask | 'conflict'> {
  const [index, owner] = [claimant ?? 0, after.owner];
  const context = tasks[index]?.context;
  if (!context || owner === null) throw new Error(`The events of ${stream} belong to no task`);
  const change = { before: loaded.state, after: after.state };
  const { revision } = after.head;
  await checkOwner(store, decider, owner, context);
  let claims: Awaited<ReturnType<typeof takeClaims>>;
  try {
    claims = await takeClaims(decider, change, { stream, owner, revision }, context);
  } catch (error) {
    if (error instanceof DomainError && claimant !== null) return { index, refusal: error };
    throw error;
  }
  const head = await store.append(stream, events, loaded.head);
  if (head === 'conflict') {
    cache.delete(stream);
    return head;
  }
  const appended = { ...after, head };
  cache.set(stream, appended);
  await claims.confirm();
  return appended;
}

/**
 * The results of the judged tasks. The states that earlier commands with the same idempotency keys have left are folded
 * in one pass.
 */
async function resultsOf<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  { store }: Dependencies,
  { decider, stream, tasks }: Run<State, Command, Event, P>,
  judgments: readonly Judgment<State>[],
  loaded: LoadedStream<State>,
): Promise<readonly (Outcome<P> | DomainError)[]> {
  const states = new Map([[loaded.head.revision, loaded.state]]);
  const missing = new Set<number>();
  for (const judgment of judgments) {
    if (judgment instanceof DomainError) continue;
    if (judgment.kind === 'accepted') states.set(judgment.revision, judgment.state);
    else missing.add(judgment.revision);
  }
  for (const revision of states.keys()) missing.delete(revision);
  if (missing.size > 0) {
    let state = decider.initial;
    for (const event of await store.read(stream, undefined, Math.max(...missing))) {
      state = replay(decider, [event], state);
      if (missing.has(event.revision)) states.set(event.revision, state);
    }
  }
  return judgments.map((judgment, index) => {
    if (judgment instanceof DomainError) return judgment;
    const { revision, kind } = judgment;
    const state = states.get(revision);
    const context = tasks[index]?.context;
    if (state === undefined || !context) throw new Error(`${stream} has no state of revision ${revision}`);
    return {
      presence: decider.presence(state),
      revision,
      owner: loaded.owner ?? context.owner,
      position: loaded.head.position,
      events: kind === 'accepted' ? judgment.events : 0,
      isRepetition: kind === 'repeated',
    };
  });
}
