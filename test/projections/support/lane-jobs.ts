import fc from 'fast-check';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { Work } from '../../../src/projections/apply/worker.ts';
import type { Job } from '../../../src/projections/core/job.ts';

/** Makes the jobs of a lane from the events of the log. Each index in `cuts` is the end of one job. */
export function jobsOf(
  events: readonly SealedEvent[],
  { layout, laneOf }: Layout,
  lane: number,
  cuts: readonly number[],
): readonly Job[] {
  const ends = [...new Set(cuts)].sort((a, b) => a - b).flatMap((cut) => events[cut]?.position ?? []);
  return [...ends, events.at(-1)?.position ?? 0n].map((to, at) => {
    const from = ends[at - 1] ?? 0n;
    const own = events.filter(
      ({ position, metadata }) => position > from && position <= to && laneOf(metadata.owner) === lane,
    );
    return { layout, lane, from, to, bookmark: null, events: own };
  });
}

/**
 * Processes a job without events that ends at position `to`, so that the worker reads all earlier events from the log.
 */
export const catchUp = (work: Work, { layout }: Layout, lane: number, to: bigint): Promise<void> =>
  work({ layout, lane, from: to, to, bookmark: null, events: [] });

/** Generates random choices, from which a script makes the events of training sessions. */
export const choiceOf = (sessions: number) =>
  fc.record({ session: fc.nat(sessions - 1), act: fc.nat(99), value: fc.nat(999) });
