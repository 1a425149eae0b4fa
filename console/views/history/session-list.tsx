import { useRef } from 'preact/hooks';
import type { Schemas } from '../../api/schemas.ts';
import { dayOf, formatDay, formatDuration, formatMonth, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';

type Listed = Schemas['TrainingSessionPage']['items'][number];
type Months = ReadonlyMap<string, readonly Listed[]>;

/** Training sessions by month. Only the months that a further page has changed are drawn again. */
export function SessionList({ sessions }: { sessions: readonly Listed[] }) {
  return (
    <>
      {[...useMonths(sessions)].map(([month, each]) => (
        <Month key={month} month={month} sessions={each} />
      ))}
    </>
  );
}

/** Training sessions by month. A month with the same sessions as at the last time is the same list. */
function useMonths(sessions: readonly Listed[]): Months {
  const last = useRef<Months>(new Map());
  const grouped = Map.groupBy(sessions, ({ startedAt, timezone }) => dayOf(startedAt, timezone).slice(0, 7));
  last.current = new Map([...grouped].map(([month, each]) => [month, unlessChanged(each, last.current.get(month))]));
  return last.current;
}

const unlessChanged = (now: readonly Listed[], before: readonly Listed[] = []): readonly Listed[] =>
  now.length === before.length && now.every((session, at) => session === before[at]) ? before : now;

const Month = ({ month, sessions }: { month: string; sessions: readonly Listed[] }) => (
  <section class="month">
    <h2>{formatMonth(month)}</h2>
    <ul class="list">
      {sessions.map((session) => (
        <li key={session.id}>
          <SessionRow session={session} />
        </li>
      ))}
    </ul>
  </section>
);

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
