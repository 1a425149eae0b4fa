import type { Schemas } from '../../api/schemas.ts';
import { dayOf, formatDay, formatDuration, formatMonth, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';

type Listed = Schemas['TrainingSessionPage']['items'][number];

/** Training sessions by month. */
export function SessionList({ sessions }: { sessions: readonly Listed[] }) {
  const months = Map.groupBy(sessions, ({ startedAt, timezone }) => dayOf(startedAt, timezone).slice(0, 7));
  return (
    <>
      {[...months].map(([month, each]) => (
        <section key={month} class="month">
          <h2>{formatMonth(month)}</h2>
          <ul class="list">
            {each.map((session) => (
              <li key={session.id}>
                <SessionRow session={session} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const SessionRow = ({ session }: { session: Listed }) => (
  <a class="list-link" href={`/sessions/${session.id}`}>
    <span>
      <strong>{session.name ?? t('session.unnamed')}</strong>
      <small class="muted">
        {formatDay(session.startedAt, session.timezone)}, {formatTime(session.startedAt, session.timezone)}
      </small>
    </span>
    {session.status === 'in_progress' && <b class="chip accent">{t('session.running')}</b>}
    <small class="muted number">
      {'setCount' in session && t('session.sets', { count: session.setCount })}
      {session.durationSeconds !== null && <br />}
      {session.durationSeconds !== null && formatDuration(session.durationSeconds)}
    </small>
  </a>
);
