import { DomainError, invalid, notFound } from '../../errors.ts';
import type { ExerciseId, Instant } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';

/** How far a client's clock may be ahead of the server's. */
const toleratedSkewMs = 60_000;

/** Refuses a time in the future. */
export function checkPast(field: string, instant: Instant | null, now: Instant): void {
  if (instant !== null && Date.parse(instant) > Date.parse(now) + toleratedSkewMs) {
    throw invalid(field, 'This time is in the future.');
  }
}

export function checkEnd(startedAt: Instant, endedAt: Instant, field = 'endedAt'): void {
  if (endedAt < startedAt) throw invalid(field, 'The end is before the start.');
}

/** The exercise that an entry refers to; null when it does not exist or belongs to another account. */
export type Reference = Readonly<{ name: string }> | null;

/** An absent reference is not checked: the importer takes its ids from the exercises that exist. */
export function checkReference(exerciseId: ExerciseId | null, reference: Reference | undefined): void {
  if (exerciseId !== null && reference === null) throw notFound('exercise');
}

/**
 * A client that did not receive the answer may repeat a creation with the same id and data; that changes nothing.
 * Refuses other data under an id that is or was in use. `exists`: whether what the id created still exists.
 */
export function checkRepeated(exists: boolean, created: object, data: object): [] {
  if (exists && isSameJson(created, data)) return [];
  throw new DomainError('id-taken', 'This id is already in use.');
}

/** A new order has each of the current ids once and no other. */
export function checkOrder(current: readonly { id: string }[], ids: readonly string[]): void {
  const known = new Set(current.map(({ id }) => id));
  if (ids.length !== known.size || new Set(ids).size !== known.size || !ids.every((id) => known.has(id))) {
    throw invalid('ids', 'Name every id once, and no other.');
  }
}
