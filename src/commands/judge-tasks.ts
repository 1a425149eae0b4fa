import type { Presence } from '../documents/presence.ts';
import { DomainError, isNotFound, notKnown } from '../errors.ts';
import type { AnyEvent, StreamEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import { appendBytesOf, maxAppendBytes } from './append-size.ts';
import { changesClaims } from './claim.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';
import { type Decision, decideAll } from './decision.ts';
import { checkFingerprint, type LoadedStream } from './loaded-stream.ts';

/** Commands under one context, such as one idempotency key. They are accepted or refused together. */
export type Task<Command> = Readonly<{
  commands: readonly Command[];
  context: Context;
}>;

/**
 * How a task was decided: refused, or accepted with the stream's revision after it. A repeated task appends nothing,
 * because an earlier one under the same idempotency key had the effect.
 */
export type Judgment<State> =
  | DomainError
  | Readonly<{ kind: 'accepted'; revision: number; events: number; state: State }>
  | Readonly<{ kind: 'repeated'; revision: number }>;

/** Judged tasks whose events one append can contain, and the stream after them. */
export type Judged<State, Event extends AnyEvent> = Readonly<{
  /** The judgments of all tasks up to here, in order. */
  judgments: readonly Judgment<State>[];
  events: readonly StreamEvent<Event>[];
  after: LoadedStream<State>;
  /** The index of the task that changes claims or a quota; null when none does. */
  claimant: number | null;
}>;

/** A task that was refused outside the decision, because its claims could not be taken. */
export type RefusedTask = Readonly<{ index: number; refusal: DomainError }>;

type Tasks<State, Command, Event extends AnyEvent, P extends Presence<unknown>> = Readonly<{
  decider: Decider<State, Command, Event, P>;
  tasks: readonly Task<Command>[];
}>;

/**
 * Judges the tasks after those that were judged before, each on the state that the tasks before it lead to. It stops
 * before the second task that changes claims or a quota, so that it is clear which task a taken name refuses, and when
 * the events are as large as an append may be.
 */
export function judgeTasks<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  { decider, tasks }: Tasks<State, Command, Event, P>,
  before: readonly Judgment<State>[],
  loaded: LoadedStream<State>,
  refused: RefusedTask | null = null,
): Judged<State, Event> {
  const judgments = [...before];
  const events: StreamEvent<Event>[] = [];
  let after = loaded;
  let claimant: number | null = null;
  let bytes = 0;
  for (const [index, task] of tasks.entries()) {
    if (index < before.length) continue;
    const found = refused?.index === index ? refused.refusal : judgeTask(decider, task, after);
    if (found instanceof DomainError || 'kind' in found) {
      judgments.push(found);
      continue;
    }
    bytes += appendBytesOf(found.events);
    if (events.length > 0 && bytes > maxAppendBytes) break;
    if (changesClaims(decider, { before: after.state, after: found.state })) {
      if (claimant !== null) break;
      claimant = index;
    }
    const owner = after.owner ?? found.events[0]?.metadata.owner ?? null;
    const { state, revision, seen } = found;
    after = { state, seen, owner, head: { ...after.head, revision } };
    events.push(...found.events);
    judgments.push({ kind: 'accepted', revision, events: found.events.length, state });
  }
  return { judgments, events, after, claimant };
}

/** Decides one task. */
function judgeTask<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  { commands, context }: Task<Command>,
  loaded: LoadedStream<State>,
): Decision<State, Event> | Judgment<State> {
  const { mark } = context;
  try {
    const earlier = mark && loaded.seen.get(mark.digest);
    if (earlier) {
      checkFingerprint(earlier, mark);
      return { kind: 'repeated', revision: earlier.revision };
    }
    return decideAll(decider, commands, loaded, context);
  } catch (error) {
    if (error instanceof DomainError) return asToldTo(context, loaded.owner, error);
    throw error;
  }
}

/** Hides from an account that something of another account was deleted: it is told the same as if it never existed. */
const asToldTo = ({ by }: Context, owner: Owner | null, refusal: DomainError): DomainError =>
  isNotFound(refusal.code) && owner !== null && owner !== by && owner !== 'system' ? notKnown(refusal) : refusal;
