import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { EventRow } from '../../coaching/event-row.tsx';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import { formatDay, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';

type Correction = Schemas['Correction'];
const route = '/api/v1/coaching/athletes/{athleteId}/audit/corrections';

/** What was changed in training sessions after they had ended, by session, the latest change first. */
export function Corrections({ athleteId }: { athleteId: string }) {
  const params = { path: { athleteId }, query: { limit: 100 } };
  const query = useQuery(`corrections of ${athleteId}`, () => bodyOf(api.GET(route, { params })), ['athlete']);
  return (
    <Load query={query}>
      {({ items }) => (
        <>
          {items.length === 0 && <p class="empty">{t('timeline.noCorrections')}</p>}
          {[...Map.groupBy(items, ({ about }) => about.id)].map(([sessionId, own]) => (
            <SessionCorrections key={sessionId} athleteId={athleteId} sessionId={sessionId} corrections={own} />
          ))}
        </>
      )}
    </Load>
  );
}

/** How long after the end of the session the last of them was recorded. */
const latestOf = (corrections: readonly Correction[]): number =>
  Math.max(...corrections.map(({ secondsAfterEnd }) => secondsAfterEnd ?? 0));

type Props = Readonly<{ athleteId: string; sessionId: string; corrections: readonly Correction[] }>;

function SessionCorrections({ athleteId, sessionId, corrections }: Props) {
  const zone = useAthleteZone(athleteId);
  const session = corrections[0]?.session;
  return (
    <article class="card timeline-group">
      <header>
        <h2>
          <a href={`/athletes/${athleteId}/sessions/${sessionId}`}>{session?.name ?? t('session.unnamed')}</a>
        </h2>
        <span class="muted">{session && formatDay(session.startedAt, zone)}</span>
      </header>
      <p class="muted">{t('timeline.afterEnd', { time: formatDuration(latestOf(corrections)) })}</p>
      <ol class="events">
        {corrections.map((event) => (
          <EventRow key={event.id} event={event} athleteId={athleteId} zone={zone} />
        ))}
      </ol>
    </article>
  );
}
