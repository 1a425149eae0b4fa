import type { DatabaseTransactionConnection } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import { keyOf, type Projection } from '../core/projection.ts';
import { readExclusions } from '../parking/exclusions.ts';
import { addParkedEvents, type NewlyParked, type PoisonStream, parkStreams } from '../parking/parked-events.ts';
import { type Decrypted, withoutData } from './decrypt.ts';
import { isolatePoison } from './isolate-poison.ts';
import { type DueSealedEvent, dueEventOf, partitionEvents } from './partition-events.ts';
import type { Strategy } from './strategies.ts';

/** The events of a batch that one projection applies. */
export type BatchPart = Readonly<{ projection: Projection; events: readonly SealedEvent[] }>;

export type Batch = Readonly<{ parts: readonly BatchPart[]; decrypted: Decrypted; strategy: Strategy }>;

/**
 * Applies a batch to each projection. Events of parked streams become dead letters after those already waiting, and
 * streams with poison events are parked. The caller has locked the projections' checkpoints and not moved them yet.
 */
export async function applyBatch(
  tx: DatabaseTransactionConnection,
  { parts, decrypted, strategy }: Batch,
): Promise<readonly NewlyParked[]> {
  const nonEmpty = parts.filter(({ events }) => events.length > 0);
  if (nonEmpty.length === 0) return [];
  const streams = new Set(nonEmpty.flatMap(({ events }) => events.map(({ stream }) => stream)));
  const projections = nonEmpty.map(({ projection }) => projection);
  const exclusionsOf = await readExclusions(tx, projections, [...streams]);
  const poison: PoisonStream[] = [];
  for (const { projection, events } of nonEmpty) {
    const { due, parked } = partitionEvents(events, exclusionsOf(projection));
    poison.push(...(await applyPart(tx, { projection, due, decrypted, strategy })));
    await addParkedEvents(tx, parked);
  }
  return parkStreams(tx, poison);
}

type DuePart = Omit<Batch, 'parts'> & Readonly<{ projection: Projection; due: readonly DueSealedEvent[] }>;

async function applyPart(
  tx: DatabaseTransactionConnection,
  { projection, due, strategy, ...part }: DuePart,
): Promise<readonly PoisonStream[]> {
  const decrypted = projection.ignoresData ? withoutData(due.map(({ event }) => event)) : part.decrypted;
  if (strategy.kind === 'isolating') {
    const controls = strategy.controls.get(keyOf(projection)) ?? [];
    return isolatePoison(tx, { projection, due, decrypted, controls });
  }
  const ready = due.map((each) => dueEventOf(decrypted, each));
  if (ready.length > 0) await projection.apply(tx, ready);
  return [];
}
