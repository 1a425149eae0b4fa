import { type Presence, replay } from '../documents/presence.ts';
import { DomainError } from '../errors.ts';
import type { Actor, AnyEvent, CommandMark, Metadata, StreamEvent } from '../events/event.ts';
import type { AccountId, Instant, Owner } from '../events/ids.ts';
import { schemaOf } from '../events/schemas.ts';
import type { EventStore, Head } from '../ports/event-store.ts';
import type { Positions } from '../ports/positions.ts';
import type { SettleClaims, Settled } from './claim.ts';
import type { Decider } from './decider.ts';

/** What surrounds a command: who sent it, when, and what it depends on. */
export type Context = Readonly<{
  actor: Actor;
  /** The account on whose behalf it is decided. */
  by: AccountId;
  /** Whose history a stream becomes part of, should the command create it. */
  owner: Owner;
  correlationId: string;
  causationId: string;
  receivedAt: Instant;
  /** Set when the client sent an idempotency key. */
  mark?: CommandMark;
  /** Set when the client made the command conditional. */
  ifRevision?: number;
  /** Set where the stream is most likely new: then it is read only if the append finds that it is not. */
  isLikelyNew?: true;
  /** Makes what has to be there by the time the events are, once nothing but another writer can keep them out. */
  beforeAppend?: () => Promise<void>;
}>;

/** The aggregate after the command, as of `revision`; for a repeated key as of the first time. */
export type Outcome<P> = Readonly<{
  presence: P;
  revision: number;
  /** Whose history the stream belongs to, and where in the log its last event stands. */
  owner: Owner;
  position: bigint;
  /** How many events the command appended. */
  events: number;
}>;

/** A stream folded up to its head. */
type Folded<State> = Readonly<{
  state: State;
  head: Head;
  owner: Owner | null;
  /** Digest of each idempotent command that this stream has seen, with its last event's revision. */
  seen: ReadonlyMap<string, Readonly<{ fingerprint: string; revision: number }>>;
}>;

/** Bounded memory of hot streams. What it forgets is read again. */
export type FoldCache = Readonly<{
  get: (stream: string) => unknown;
  set: (stream: string, folded: unknown) => void;
  delete: (stream: string) => void;
}>;

export type Dependencies = Readonly<{
  store: EventStore;
  positions: Positions;
  cache: FoldCache;
  settle: SettleClaims;
}>;

/** A stream that has no events yet. */
export const emptyStream: Head = { revision: -1, chain: '', position: 0n };

const attempts = 16;

export type Execute = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  id: string,
  commands: readonly Command[],
  context: Context,
) => Promise<Outcome<P>>;

/**
 * Load, decide, append: the one path by which events come to exist. Several commands are decided one after the
 * other and appended together. Refuses with `DomainError`: the decider's own, `revision-mismatch` for a stale
 * condition, `idempotency-key-reused`, `concurrent-change` when other writers won every time, `unavailable`.
 */
export const createExecute = ({ store, positions, cache, settle }: Dependencies): Execute => {
  const inTurn = turns();

  return (decider, id, commands, context) => {
    const stream = `${decider.category}-${id}`;
    return inTurn(stream, async () => {
      const outcome = await attempt(decider, stream, commands, context);
      await positions.record(context.by, outcome.owner, outcome.position);
      return outcome;
    });
  };

  async function attempt<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
    decider: Decider<State, Command, Event, P>,
    stream: string,
    commands: readonly Command[],
    context: Context,
  ): Promise<Outcome<P>> {
    let cached = (cache.get(stream) ?? (context.isLikelyNew && unread(decider))) as Folded<State> | undefined;
    for (let tries = 0; tries < attempts; tries += 1) {
      const folded = cached ?? (await load(decider, stream));
      const answered = await alreadyAnswered(decider, stream, folded, context);
      if (answered) return answered;

      const owner = folded.owner ?? context.owner;
      let decided: Decided<State, Event>;
      let settled: Settled | null;
      try {
        decided = decideAll(decider, commands, folded, context);
        const change = { before: folded.state, after: decided.state };
        const claimant = { stream, owner, revision: decided.revision };
        settled = decided.facts.length > 0 ? await settle(decider, change, claimant, context) : null;
      } catch (refusal) {
        // Another process may have moved the stream on: only what the log says now can refuse.
        if (cached === undefined || !(refusal instanceof DomainError)) throw refusal;
        cached = await load(decider, stream, cached);
        if (cached.head.revision === folded.head.revision) throw refusal;
        continue;
      }
      if (decided.facts.length === 0 && cached !== undefined) {
        cached = await load(decider, stream, cached);
        if (cached.head.revision !== folded.head.revision) continue;
      }
      if (settled === null) return outcomeOf(decider, folded.state, folded.head, owner, 0);

      if (context.beforeAppend) await context.beforeAppend();
      const head = await store.append(stream, decided.facts, folded.head);
      if (head === 'conflict') {
        cache.delete(stream);
        cached = undefined;
        continue;
      }
      cache.set(stream, { ...decided, head, owner } satisfies Folded<State>);
      await settled.confirm();
      return outcomeOf(decider, decided.state, head, owner, decided.facts.length);
    }
    throw new DomainError('concurrent-change', 'Others keep changing this at the same moment; try again shortly.');
  }

  /** Reads the log behind what is known and folds it. */
  async function load<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
    decider: Decider<State, Command, Event, P>,
    stream: string,
    known: Folded<State> = unread(decider),
  ): Promise<Folded<State>> {
    const events = await store.read(stream, known.head.revision);
    const last = events.at(-1);
    if (!last) return known;
    const folded = {
      state: replay(decider, events, known.state),
      head: { revision: last.revision, chain: last.metadata.chain, position: last.position },
      owner: known.owner ?? events[0]?.metadata.owner ?? null,
      seen: remember(known.seen, events),
    };
    cache.set(stream, folded);
    return folded;
  }

  /** The outcome of an earlier command with this key: its document as it was then. */
  async function alreadyAnswered<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
    decider: Decider<State, Command, Event, P>,
    stream: string,
    folded: Folded<State>,
    { mark, owner }: Context,
  ): Promise<Outcome<P> | null> {
    const earlier = mark && folded.seen.get(mark.digest);
    if (!mark || !earlier) return null;
    if (earlier.fingerprint !== mark.fingerprint) {
      throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
    }
    const state = replay(decider, (await store.read(stream)).slice(0, earlier.revision + 1));
    const head = { ...folded.head, revision: earlier.revision };
    return outcomeOf(decider, state, head, folded.owner ?? owner, 0);
  }
};

/** Refuses what `execute` would refuse of commands to the stream of these events, and does nothing else. */
export function rehearse<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  events: readonly StreamEvent<Event>[],
  commands: readonly Command[],
  context: Context,
): void {
  const state = replay(decider, events);
  decideAll(decider, commands, { ...unread(decider), state }, context);
}

/** A stream of which nothing was read yet. */
const unread = <State>({ initial }: { initial: State }): Folded<State> => ({
  state: initial,
  head: emptyStream,
  owner: null,
  seen: new Map(),
});

type Decided<State, Event extends AnyEvent> = Readonly<{
  facts: readonly StreamEvent<Event>[];
  state: State;
  revision: number;
  seen: Folded<State>['seen'];
}>;

function decideAll<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  commands: readonly Command[],
  folded: Folded<State>,
  context: Context,
): Decided<State, Event> {
  const setting = { by: context.by, at: context.receivedAt };
  const facts: StreamEvent<Event>[] = [];
  let state = folded.state;
  for (const command of commands) {
    decider.admit(command, state, setting);
    if (context.ifRevision !== undefined && context.ifRevision !== folded.head.revision) {
      throw new DomainError('revision-mismatch', 'This was changed since you read it; read it again.');
    }
    for (const event of decider.decide(command, state, setting)) {
      const metadata = metadataOf(event, decider.occurredAt(event), folded.owner ?? context.owner, context);
      const fact: StreamEvent<Event> = { ...event, revision: folded.head.revision + facts.length + 1, metadata };
      state = decider.evolve(state, fact);
      facts.push(fact);
    }
  }
  return { facts, state, revision: folded.head.revision + facts.length, seen: remember(folded.seen, facts) };
}

const metadataOf = (
  { type }: AnyEvent,
  occurredAt: Instant | null,
  owner: Owner,
  { actor, correlationId, causationId, receivedAt, mark }: Context,
): Omit<Metadata, 'chain'> => ({
  $correlationId: correlationId,
  $causationId: causationId,
  actor,
  owner,
  occurredAt: occurredAt !== null && occurredAt < receivedAt ? occurredAt : receivedAt,
  receivedAt,
  schema: schemaOf(type),
  ...(mark && { command: mark }),
});

function remember(seen: Folded<unknown>['seen'], facts: readonly StreamEvent[]): Folded<unknown>['seen'] {
  const marked = facts.filter(({ metadata }) => metadata.command !== undefined);
  if (marked.length === 0) return seen;
  const all = new Map(seen);
  for (const { revision, metadata } of marked) {
    if (metadata.command) all.set(metadata.command.digest, { fingerprint: metadata.command.fingerprint, revision });
  }
  return all;
}

const outcomeOf = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  state: State,
  { revision, position }: Head,
  owner: Owner,
  events: number,
) => ({ presence: decider.presence(state), revision, position, owner, events });

/** Commands of one process on one stream take turns, so that they conflict with other processes only. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(stream: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = (last.get(stream) ?? Promise.resolve()).then(work, work);
    const done = mine.catch(() => {}).finally(() => last.get(stream) === done && last.delete(stream));
    last.set(stream, done);
    return mine;
  };
}
