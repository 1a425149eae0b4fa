import type { EntryFacts, PlannedFacts, SessionFacts } from './session-facts.ts';

/** A planned entry with the session that it was in. */
export type PlannedEntryFacts = Readonly<{ session: SessionFacts; entry: EntryFacts; planned: PlannedFacts }>;

type Subject = Readonly<{ subject: PlannedFacts['subject']; name: string; own: readonly PlannedEntryFacts[] }>;

/**
 * The planned entries of sessions for which `isCounted` is true, in order and by what was planned. An exercise has the name
 * that it had last.
 */
export function plannedBySubject(
  sessions: readonly SessionFacts[],
  isCounted: (planned: PlannedFacts) => boolean = () => true,
): readonly Subject[] {
  const found = new Map<PlannedFacts['subject'], PlannedEntryFacts[]>();
  for (const session of sessions) {
    for (const entry of session.entries) {
      const { planned } = entry;
      if (!planned || !isCounted(planned)) continue;
      const own = found.get(planned.subject);
      if (own) own.push({ session, entry, planned });
      else found.set(planned.subject, [{ session, entry, planned }]);
    }
  }
  return [...found].map(([subject, own]) => ({ subject, name: own.at(-1)?.planned.name ?? '', own }));
}
