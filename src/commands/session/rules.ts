import type { SessionDocument } from '../../documents/session.ts';
import { DomainError, invalid, notFound } from '../../errors.ts';
import type { ExerciseId, Instant } from '../../events/ids.ts';
import type { Performance } from '../../events/session.ts';
import type { Mode } from '../../events/values.ts';

/** Clocks of phones run ahead; that much is forgiven. */
const toleratedSkewMs = 60_000;

/** Keep a session's document, and a page of its like, of a size that one answer can carry. */
export const maxExercises = 500;
export const maxSetsPerExercise = 500;
export const maxSets = 2_000;
/** Of all names and notes together, in UTF-16 units, which are counted at no cost. */
export const maxCharacters = 250_000;

/** The exercise that an id leads whoever asks to; null for none. Absent where the id comes from a list of those that there are. */
export type Reference = Readonly<{ name: string }> | null;

export function checkReference(exerciseId: ExerciseId | null, reference: Reference | undefined): void {
  if (exerciseId !== null && reference === null) throw notFound('exercise');
}

/** Nothing has happened yet that lies in the future. */
export function checkPast(field: string, instant: Instant | null, at: Instant): void {
  if (instant !== null && Date.parse(instant) > Date.parse(at) + toleratedSkewMs) {
    throw invalid(field, 'This time lies in the future.');
  }
}

export function checkEnd(startedAt: Instant, endedAt: Instant, field = 'endedAt'): void {
  if (endedAt < startedAt) throw invalid(field, 'The end may not lie before the start.');
}

const metrics = ['reps', 'seconds', 'distance'] as const;
/** What a set may say in each mode. Cardio has a time and a distance; repetitions stand alone. */
const allowed: Readonly<Record<Mode, readonly (typeof metrics)[number][]>> = {
  reps: ['reps'],
  time: ['seconds', 'distance'],
  distance: ['distance', 'seconds'],
  sets_only: [],
};

/** Refuses a set that says what its exercise's mode has no place for, naming the field. */
export function checkPerformance(performance: Performance, mode: Mode): void {
  for (const metric of metrics) {
    if (performance[metric] !== null && !allowed[mode].includes(metric)) {
      throw invalid(metric, `A set of an exercise in mode ${mode} takes no ${metric}.`);
    }
  }
  if (performance.rpe !== null && performance.rir !== null) {
    throw invalid('rir', 'A set takes either rpe or rir, not both.');
  }
}

/** Whether JSON values are equal, whatever the order of their members. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && equal(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/** What people write of a session, an exercise or a set. */
type Texts = Readonly<{ name?: string | null; notes: string | null }>;
const noTexts: Texts = { notes: null };

const charactersOf = ({ name, notes }: Texts): number => (name?.length ?? 0) + (notes?.length ?? 0);
const charactersIn = (session: SessionDocument): number =>
  session.exercises
    .flatMap((entry): Texts[] => [entry, ...entry.sets])
    .reduce((sum, texts) => sum + charactersOf(texts), charactersOf(session));

/** Refuses texts that a session has no room for, naming the one that grows; in place of longer ones they always fit. */
export function checkRoom(session: SessionDocument | null, after: Texts, before: Texts = noTexts): void {
  const growth = charactersOf(after) - charactersOf(before);
  if (growth <= 0 || growth + (session ? charactersIn(session) : 0) <= maxCharacters) return;
  const field = (after.notes?.length ?? 0) > (before.notes?.length ?? 0) ? 'notes' : 'name';
  throw invalid(field, `All names and notes of a training session hold at most ${maxCharacters} characters.`);
}

/** A client that lost the answer may create again with the same id and body; anything else under that id is refused. */
export function checkRepeated(isSame: boolean): [] {
  if (isSame) return [];
  throw new DomainError('id-taken', 'This id is in use already.');
}

/** A new order names each of `current` once. */
export function checkOrder(current: readonly { id: string }[], ids: readonly string[]): void {
  const known = new Set(current.map(({ id }) => id));
  if (ids.length !== known.size || new Set(ids).size !== known.size || !ids.every((id) => known.has(id))) {
    throw invalid('ids', 'Name every id once, and no other.');
  }
}
