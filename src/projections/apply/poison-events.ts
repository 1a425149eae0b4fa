import type { DatabaseTransactionConnection } from 'slonik';
import type { RecordedEvent } from '../../events/event.ts';
import type { DueEvent } from '../core/due-event.ts';
import type { Projection } from '../core/projection.ts';
import { isTransient } from '../core/retry.ts';

/** The first event of a stream that can't be applied behind those before it, and why. */
export type PoisonEvent = Readonly<{ event: RecordedEvent; error: unknown }>;

/** Why the events can't be applied; null where they can. Nothing stays applied. An outage is thrown. */
export type Trial = (events: readonly DueEvent[]) => Promise<{ error: unknown } | null>;

const takenBack = new Error('Taken back');

/** Tries in a transaction of its own within `tx`. */
export const createTrial =
  (tx: DatabaseTransactionConnection, projection: Projection): Trial =>
  async (events) => {
    if (events.length === 0) return null;
    try {
      await tx.transaction(async (inner) => {
        await projection.apply(inner, events);
        throw takenBack;
      });
      return null;
    } catch (error) {
      if (error === takenBack) return null;
      if (isTransient(error)) throw error;
      return { error };
    }
  };

/**
 * The culprits among the events, by stream: each without which its stream's other events, those before it, can be applied. Halves
 * the streams, then the one stream's events, so that a culprit costs twice the logarithm of trials.
 */
export async function findPoisonEvents(
  events: readonly DueEvent[],
  trial: Trial,
): Promise<ReadonlyMap<string, PoisonEvent>> {
  const culprits = new Map<string, PoisonEvent>();
  await halve([...Map.groupBy(events, ({ stream }) => stream)]);
  return culprits;

  async function halve(streams: readonly (readonly [string, readonly DueEvent[]])[]): Promise<void> {
    const failed = await trial(inOrder(streams.flatMap(([, each]) => each)));
    if (!failed) return;
    const [first, ...others] = streams;
    if (first && others.length === 0) {
      const culprit = await firstOf(first[1], failed.error);
      if (culprit) culprits.set(first[0], culprit);
      return;
    }
    const middle = streams.length >> 1;
    await halve(streams.slice(0, middle));
    await halve(streams.slice(middle));
  }

  /** All of the stream's events fail, none of them do not: somewhere between is the first that does. */
  async function firstOf(stream: readonly DueEvent[], error: unknown): Promise<PoisonEvent | null> {
    let known = { failing: stream.length, error };
    for (let applied = 0; applied + 1 < known.failing; ) {
      const middle = (applied + known.failing) >> 1;
      const failed = await trial(stream.slice(0, middle));
      if (failed) known = { failing: middle, error: failed.error };
      else applied = middle;
    }
    const event = stream[known.failing - 1];
    return event ? { event, error: known.error } : null;
  }
}

const inOrder = (events: readonly DueEvent[]): readonly DueEvent[] =>
  events.toSorted((a, b) => (a.position < b.position ? -1 : 1));
