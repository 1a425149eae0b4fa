import type { EntryFacts, PlannedFacts, SessionFacts } from './session-facts.ts';

/** A planned entry with the session that it was in. */
export type PlannedEntryFacts = Readonly<{ session: SessionFacts; entry: EntryFacts; planned: PlannedFacts }>;

/** The planned entries of sessions, in order. */
export const plannedEntriesIn = (sessions: readonly SessionFacts[]): readonly PlannedEntryFacts[] =>
  sessions.flatMap((session) =>
    session.entries.flatMap((entry) => (entry.planned ? [{ session, entry, planned: entry.planned }] : [])),
  );

/** Those entries by what was planned. An exercise has the name that it had last. */
export const bySubject = (entries: readonly PlannedEntryFacts[]) =>
  [...Map.groupBy(entries, ({ planned }) => planned.subject)].map(([subject, own]) => ({
    ...{ subject, name: own.at(-1)?.planned.name ?? '', own },
  }));
