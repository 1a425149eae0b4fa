import { DomainError, invalid, notFound } from '../../errors.ts';
import type { ExerciseId, Instant } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { Mode } from '../../events/values.ts';
import type { Session } from './state.ts';

/** How far a client's clock may be ahead of the server's. */
const toleratedSkewMs = 60_000;

/** Refuses a time in the future, apart from the tolerated difference between the clocks. */
export function checkPast(field: string, instant: Instant | null, now: Instant): void {
  if (instant !== null && Date.parse(instant) > Date.parse(now) + toleratedSkewMs) {
    throw invalid(field, 'This time is in the future.');
  }
}

export function checkEnd(startedAt: Instant, endedAt: Instant, field = 'endedAt'): void {
  if (endedAt < startedAt) throw invalid(field, 'The end is before the start.');
}

/**
 * The exercise to which an entry refers, with the mode that its entries have by default; null when it does not exist or
 * belongs to another account; `deleted` when the account had it or the catalogue had it.
 */
export type Reference = Readonly<{ name: string; mode: Mode }> | 'deleted' | null;

/**
 * Refuses an exercise that does not exist. If `reference` is undefined, nothing is checked: the importer only uses ids
 * of existing exercises.
 */
export function checkReference(exerciseId: ExerciseId | null, reference: Reference | undefined): void {
  if (exerciseId === null) return;
  if (reference === null || reference === 'deleted') throw notFound('exercise', reference === 'deleted');
}

/**
 * Checks a creation whose id was used before. With equal data it is a client's repetition after a lost answer, and
 * changes nothing. Other data, or an id whose session, entry or set no longer exists (`exists`), is refused.
 */
export function checkRepeated(exists: boolean, created: object, data: object): [] {
  if (exists && isSameJson(created, data)) return [];
  throw new DomainError('id-taken', 'This id is already in use.');
}

/** Refuses a new order that does not contain each of the current ids exactly once. */
export function checkOrder(
  { created }: Pick<Session, 'created'>,
  current: readonly { id: string }[],
  ids: readonly string[],
): void {
  const known = new Set(current.map(({ id }) => id));
  if (ids.length === known.size && new Set(ids).size === known.size && ids.every((id) => known.has(id))) return;
  const message = 'Name every id once, and no other.';
  throw new DomainError('validation', message, {
    validationErrors: [{ type: 'value_error', field: 'ids', message }],
    namesUnknown: ids.some((id) => created.get(id) === undefined),
  });
}
