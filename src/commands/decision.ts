import { type Presence, replay } from '../documents/presence.ts';
import { DomainError } from '../errors.ts';
import type { AnyEvent, NewMetadata, StreamEvent } from '../events/event.ts';
import type { Instant, Owner } from '../events/ids.ts';
import { schemaOf } from '../events/schemas.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';
import { type LoadedStream, type SeenCommands, seenAfter, unread } from './loaded-stream.ts';

/** The events that were decided, not appended yet, and what the stream is after them. */
export type Decision<State, Event extends AnyEvent> = Readonly<{
  events: readonly StreamEvent<Event>[];
  state: State;
  revision: number;
  seen: SeenCommands;
}>;

/** Decides commands one after the other, each on the state that the commands before it lead to. */
export function decideAll<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  commands: readonly Command[],
  { state: before, head, owner, seen }: LoadedStream<State>,
  context: Context,
): Decision<State, Event> {
  const madeAt = madeAtOf(context);
  const decisionContext = { by: context.by, at: context.receivedAt, madeAt };
  const events: StreamEvent<Event>[] = [];
  let state = before;
  for (const command of commands) {
    decider.admit(command, state, decisionContext);
    checkCondition(context, head.revision);
    for (const event of decider.decide(command, state, decisionContext)) {
      const metadata = metadataOf(event, decider.occurredAt(event) ?? madeAt, owner ?? context.owner, context);
      const placed: StreamEvent<Event> = { ...event, revision: head.revision + events.length + 1, metadata };
      state = decider.evolve(state, placed);
      events.push(placed);
    }
  }
  return { events, state, revision: head.revision + events.length, seen: seenAfter(seen, events) };
}

function checkCondition({ ifRevision }: Context, revision: number): void {
  if (ifRevision === undefined || ifRevision === revision) return;
  throw new DomainError('revision-mismatch', 'This has changed since you read it. Read it again.');
}

/** What a rehearsal found of one command: `refusal` is null and `events` are decided when the command is accepted. */
export type Rehearsed<Command, Event extends AnyEvent> = Readonly<{
  command: Command;
  refusal: DomainError | null;
  events: readonly StreamEvent<Event>[];
}>;

/**
 * Decides commands for a stream that consists of `events`, one after the other, without appending anything. A refused
 * command does not change the state. The caller can pause between two commands, because there may be thousands.
 */
export function* rehearse<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  events: readonly StreamEvent<Event>[],
  commands: readonly Command[],
  context: Context,
): Generator<Rehearsed<Command, Event>> {
  let loaded: LoadedStream<State> = { ...unread(decider), state: replay(decider, events) };
  for (const command of commands) {
    let refusal: DomainError | null = null;
    let decided: readonly StreamEvent<Event>[] = [];
    try {
      const { state, revision, events } = decideAll(decider, [command], loaded, context);
      loaded = { ...loaded, state, head: { ...loaded.head, revision } };
      decided = events;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusal = error;
    }
    yield { command, refusal, events: decided };
  }
}

/** The time when a command was made. It is never later than the server's clock. */
const madeAtOf = ({ occurredAt, receivedAt }: Context): Instant =>
  occurredAt !== undefined && occurredAt < receivedAt ? occurredAt : receivedAt;

/**
 * Makes the metadata of an event. `occurredAt` is never later than the server's clock: a later time becomes the time of
 * receipt.
 */
export const metadataOf = (
  { type }: AnyEvent,
  occurredAt: Instant | null,
  owner: Owner,
  { actor, correlationId, causationId, receivedAt, mark }: Context,
): NewMetadata => ({
  $correlationId: correlationId,
  $causationId: causationId,
  actor,
  owner,
  occurredAt: occurredAt !== null && occurredAt < receivedAt ? occurredAt : receivedAt,
  receivedAt,
  schema: schemaOf(type),
  ...(mark && { command: mark }),
});
