import { t } from '../../i18n/language.ts';
import type { Entry, Session } from '../../session/apply-command.ts';
import { EntryCard } from './entry-card.tsx';

/** The exercises of a session. Those of a superset that follow one another are framed together. */
export function EntryGroups({ session }: { session: Session }) {
  if (session.exercises.length === 0) return <p class="empty">{t('session.noExercises')}</p>;
  return (
    <div class="entries">
      {groupsOf(session.exercises).map((group) =>
        group.length === 1 || group[0]?.supersetGroup === null ? (
          group.map((entry) => <EntryCard key={entry.id} session={session} entry={entry} heading="h2" />)
        ) : (
          <section key={group[0]?.id} class="superset" aria-label={supersetName(group[0]?.supersetGroup ?? 0)}>
            <h2>{supersetName(group[0]?.supersetGroup ?? 0)}</h2>
            {group.map((entry) => (
              <EntryCard key={entry.id} session={session} entry={entry} heading="h3" />
            ))}
          </section>
        ),
      )}
    </div>
  );
}

/** A superset is called by a letter. */
export const supersetLetter = (group: number): string => String.fromCharCode(65 + (group % 26));
const supersetName = (group: number): string => t('session.superset', { letter: supersetLetter(group) });

function groupsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (entry.supersetGroup !== null && last?.[0]?.supersetGroup === entry.supersetGroup) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
