import { useProfile } from '../../api/profile.ts';
import { describeSet, describeTarget } from '../../i18n/describe-set.ts';
import { t } from '../../i18n/language.ts';
import type { Entry, Session } from '../../session/apply-command.ts';
import { entryCommands } from '../../session/commands.ts';
import { nextSet, useLastSets } from '../../session/last-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { useOpen } from '../../ui/use-open.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { NextSet } from './next-set.tsx';
import { startRest } from './rest-timer.tsx';
import { SetList } from './set-list.tsx';

type Props = Readonly<{ session: Session; entry: Entry; heading: 'h2' | 'h3' }>;

/** An exercise of a session: what was planned and done last time, its sets, and the next one with probable values. */
export function EntryCard({ session, entry, heading: Heading }: Props) {
  const dialog = useOpen();
  const last = useLastSets(session.id, entry);
  const unit = useProfile().data?.unit ?? 'kg';
  const suggested = nextSet(entry, last);
  const commands = entryCommands(session.id, entry.id);
  const isRunning = session.status === 'in_progress';
  const targets = [...new Set(entry.planned?.sets.map(describeTarget))].filter(Boolean).join(', ');
  return (
    <article class="card entry" aria-label={entry.name}>
      <header>
        <Heading>{entry.exerciseId ? <a href={`/exercises/${entry.exerciseId}`}>{entry.name}</a> : entry.name}</Heading>
        <button
          type="button"
          class="icon-button"
          aria-label={t('entry.edit', { name: entry.name })}
          onClick={dialog.open}
        >
          <Icon name="edit" />
        </button>
      </header>
      {targets && <p class="muted">{t('entry.planned', { count: entry.planned?.sets.length ?? 0, targets })}</p>}
      {last.length > 0 && isRunning && (
        <p class="muted">{t('entry.last', { sets: last.map(describeSet).join(', ') })}</p>
      )}
      {entry.notes && <p class="notes">{entry.notes}</p>}
      <SetList entry={entry} commands={commands} />
      <NextSet
        key={`${entry.sets.length} ${entry.mode} ${unit} ${JSON.stringify(suggested)}`}
        entry={entry}
        suggested={suggested}
        unit={unit}
        onLog={async (body) => {
          await commands.logSet(isRunning ? { ...body, performedAt: new Date().toISOString() } : body);
          if (isRunning) startRest(entry.planned?.restSeconds ?? null);
        }}
      />
      {dialog.isOpen && <EntryDialog session={session} entry={entry} commands={commands} onClose={dialog.close} />}
    </article>
  );
}
