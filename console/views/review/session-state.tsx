import { describeSet, describeTarget } from '../../i18n/describe-set.ts';
import { formatDay, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import type { Entry, Session } from '../../session/apply-command.ts';
import { Failure } from '../../ui/load.tsx';
import type { SessionEvent } from './use-session-events.ts';

type Props = Readonly<{
  /** Undefined before it is read, null when it was deleted at that moment. */
  session: Session | null | undefined;
  error: unknown;
  event: SessionEvent;
}>;

/** A training session as it was, to read. What the event has changed is marked. */
export function SessionState({ session, error, event }: Props) {
  if (error !== undefined) return <Failure error={error} />;
  if (session === undefined) return <p class="loading">{t('app.loading')}</p>;
  if (session === null) return <p class="empty">{t('session.deletedText')}</p>;
  const { notes, exercises } = session;
  return (
    <section class="card" aria-label={t('review.state')}>
      <h2>{session.name ?? t('session.unnamed')}</h2>
      <SessionFacts session={session} />
      {notes && <blockquote>{notes}</blockquote>}
      {exercises.length === 0 && <p class="muted">{t('session.noExercises')}</p>}
      {exercises.map((entry) => (
        <EntryState key={entry.id} entry={entry} changed={changedBy(event)} />
      ))}
    </section>
  );
}

const SessionFacts = ({ session: { startedAt, endedAt, timezone, status, plan } }: { session: Session }) => (
  <p class="facts">
    <span>
      {formatDay(startedAt, timezone)}, {formatTime(startedAt, timezone)}
      {endedAt && `–${formatTime(endedAt, timezone)}`}
    </span>
    <b class="chip">{t(`session.status.${status}`)}</b>
    {plan && <b class="chip">{plan.name}</b>}
  </p>
);

type Changed = Readonly<{ entryId?: string; setId?: string }>;

/** The exercise and the set that an event is about. */
const changedBy = ({ data }: SessionEvent): Changed => data as Changed;

function EntryState({ entry, changed }: { entry: Entry; changed: Changed }) {
  const targets = [...new Set(entry.planned?.sets.map(describeTarget))].filter(Boolean).join(', ');
  const isChanged = changed.entryId === entry.id && changed.setId === undefined;
  return (
    <div class={isChanged ? 'entry-state changed' : 'entry-state'}>
      <h3>{entry.name}</h3>
      {targets && <p class="muted">{t('entry.planned', { count: entry.planned?.sets.length ?? 0, targets })}</p>}
      <ol>
        {entry.sets.map((set, index) => (
          <li key={set.id} class={changed.setId === set.id ? 'changed' : undefined}>
            <span class="muted">{index + 1}</span> {describeSet(set)}
            {set.type !== 'normal' && <b class="chip">{t(`set.type.${set.type}`)}</b>}
            {set.notes && <small class="muted">{set.notes}</small>}
          </li>
        ))}
      </ol>
      {entry.notes && <blockquote>{entry.notes}</blockquote>}
    </div>
  );
}
