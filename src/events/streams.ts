import type { AccountEvent } from './account.ts';
import type { ExerciseEvent } from './exercise.ts';
import type { ImportEvent } from './import.ts';
import type { ReferenceListEvent } from './reference-list.ts';
import type { SessionEvent } from './session.ts';

/**
 * The aggregates: the category of their streams, and their events. A stream keeps its name for ever, so the category of
 * reference lists stays `directory`.
 */
export type EventsByCategory = Readonly<{
  account: AccountEvent;
  session: SessionEvent;
  import: ImportEvent;
  directory: ReferenceListEvent;
  exercise: ExerciseEvent;
}>;
export type Category = keyof EventsByCategory;

/** The name of an aggregate's stream: the category, a dash and the id. */
export const streamOf = (category: Category, id: string): string => `${category}-${id}`;

/** Splits the name of a stream at its first dash. The category may be one that this build does not know. */
export function parseStream(stream: string): Readonly<{ category: string; id: string }> {
  const dash = stream.indexOf('-');
  return { category: stream.slice(0, dash), id: stream.slice(dash + 1) };
}
