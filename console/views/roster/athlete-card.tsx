import { SignalList } from '../../coaching/signal-list.tsx';
import { nameOf, type RosterRow } from '../../coaching/use-roster.ts';
import { formatCalendarDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import { Compliance } from './compliance.tsx';

type Props = Readonly<{ row: RosterRow; news: number; unread: number }>;

/** An athlete of the coach: why to look, what is new, the last session and how the plan is followed. */
export function AthleteCard({ row, news, unread }: Props) {
  const { athleteId, signals, compliance } = row;
  return (
    <article class="card athlete" aria-label={nameOf(row)}>
      <header>
        <h3>
          <a href={`/athletes/${athleteId}`}>{nameOf(row)}</a>
        </h3>
        {unread > 0 && <b class="chip accent">{t('comments.unread', { count: unread })}</b>}
        {news > 0 && <b class="chip">{t('review.news', { count: news })}</b>}
      </header>
      <LastSession row={row} />
      {signals.length > 0 && <SignalList athleteId={athleteId} signals={signals} />}
      {compliance && <Compliance rates={compliance} />}
      <Facts row={row} />
    </article>
  );
}

/** What the log of 30 days has besides: records, corrections, and sets that were recorded late. */
const Facts = ({ row: { records = [], corrections = 0, lag } }: { row: RosterRow }) => (
  <p class="facts">
    {records.length > 0 && (
      <span>
        <Icon name="progress" /> {t('roster.records', { count: records.length })}
      </span>
    )}
    {corrections > 0 && <span>{t('roster.corrections', { count: corrections })}</span>}
    {lag && lag.late > 0 && <span>{t('roster.late', { count: lag.late })}</span>}
  </p>
);

function LastSession({ row: { athleteId, lastSession } }: { row: RosterRow }) {
  if (lastSession === undefined) return null;
  if (lastSession === null) return <p class="muted">{t('roster.noSession')}</p>;
  const { id, day, name, status } = lastSession;
  return (
    <p class="muted">
      {formatCalendarDay(day)}: <a href={`/athletes/${athleteId}/sessions/${id}`}>{name ?? t('session.unnamed')}</a>
      {status === 'in_progress' && ` · ${t('session.running')}`}
    </p>
  );
}
