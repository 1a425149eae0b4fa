import type { AccountEvent } from './account.ts';
import type { ExerciseEvent } from './exercise.ts';
import type { ImportEvent } from './import.ts';
import type { ReferenceListEvent } from './reference-list.ts';
import type { SessionEvent } from './session.ts';

/**
 * The category of each kind of aggregate, with its events. A stream keeps its name for ever, so the category of
 * reference lists is still called `directory`.
 */
export type EventsByCategory = Readonly<{
  account: AccountEvent;
  session: SessionEvent;
  import: ImportEvent;
  directory: ReferenceListEvent;
  exercise: ExerciseEvent;
}>;
export type Category = keyof EventsByCategory;

/** Makes the name of an aggregate's stream: its category, a dash and its id. */
export const streamOf = (category: Category, id: string): string => `${category}-${id}`;

/**
 * Splits a stream's name into category and id, at the first dash. This build may not know the category, which is empty
 * for a name without a dash.
 */
export function parseStream(stream: string): Readonly<{ category: string; id: string }> {
  const dash = stream.indexOf('-');
  return { category: stream.slice(0, Math.max(0, dash)), id: stream.slice(dash + 1) };
}
