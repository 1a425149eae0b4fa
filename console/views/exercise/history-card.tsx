import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { describeSet } from '../../i18n/describe-set.ts';
import { formatDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';

const listed = (id: string) => (after: string | null) =>
  api.GET('/api/v1/exercises/{id}/history', {
    params: { path: { id }, query: { pageSize: 10, ...(after && { after }) } },
  });

/** The sessions with an exercise, the newest first, each with the sets. */
export function HistoryCard({ id }: { id: string }) {
  const { more, ...query } = usePages(`exercise history ${id}`, listed(id), ['session']);
  return (
    <Card title={t('nav.history')}>
      <Load query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="muted">{t('exercise.noHistory')}</p>}
            <ul class="history-sets">
              {items.map(({ sessionId, startedAt, timezone, exercises }) => (
                <li key={sessionId}>
                  <a href={`/sessions/${sessionId}`}>{formatDay(startedAt, timezone)}</a>
                  <p>{exercises.flatMap(({ sets }) => sets.map(describeSet)).join(' · ')}</p>
                </li>
              ))}
            </ul>
            <MoreButton more={more} />
          </>
        )}
      </Load>
    </Card>
  );
}
