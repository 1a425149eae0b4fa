import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useQuery } from '../../api/query.ts';
import { unreadOf } from '../../coaching/unread.ts';
import { formatDay, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

const listed = (athleteId: string) => (after: string | null) =>
  api.GET('/api/v1/coaching/athletes/{athleteId}/training-sessions', {
    params: { path: { athleteId }, query: { pageSize: 6, ...(after && { after }) } },
  });

/** The training sessions of the athlete, the newest first, with the comments that the coach has not read. */
export function SessionsCard({ athleteId }: { athleteId: string }) {
  const { more, ...query } = usePages(`sessions of ${athleteId}`, listed(athleteId), ['athlete']);
  const { data: unread = [] } = useQuery(`unread of ${athleteId}`, () => unreadOf(athleteId), ['athlete']);
  return (
    <Card title={t('nav.history')}>
      <Load query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="muted">{t('roster.noSession')}</p>}
            <ul class="list">
              {items.map(({ id, name, startedAt, timezone, durationSeconds, status, ...rest }) => (
                <li key={id}>
                  <a class="list-link" href={`/athletes/${athleteId}/sessions/${id}`}>
                    <span>
                      <b>{name ?? t('session.unnamed')}</b>
                      <small class="muted">
                        {[
                          formatDay(startedAt, timezone),
                          'setCount' in rest && t('session.sets', { count: rest.setCount }),
                          durationSeconds !== null && formatDuration(durationSeconds),
                          status === 'in_progress' && t('session.running'),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </span>
                    <Unread count={unread.find(({ sessionId }) => sessionId === id)?.unread.coach ?? 0} />
                  </a>
                </li>
              ))}
            </ul>
            {more && (
              <a class="button wide" href={`/athletes/${athleteId}/timeline`}>
                {t('athlete.timeline')}
              </a>
            )}
          </>
        )}
      </Load>
    </Card>
  );
}

const Unread = ({ count }: { count: number }) =>
  count === 0 ? null : <b class="chip accent">{t('comments.unread', { count })}</b>;
