import { useSignal } from '@preact/signals';
import type { HistoryPage } from '../../api/history-pages.ts';
import { updateAnswer } from '../../api/query.ts';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import { type HistoryEvent, type HistoryFilters, useLiveHistory } from '../../coaching/use-live-history.ts';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { useSessionNames } from '../../coaching/use-session-names.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Corrections } from './corrections.tsx';
import { EventGroups } from './event-groups.tsx';
import { TimelineFilters } from './timeline-filters.tsx';
import { useHistory } from './use-history.ts';

/** What has happened, in sentences, the latest first. What happens while the page is open appears by itself. */
export function Timeline({ row }: { row: RosterRow }) {
  const shown = useSignal<'all' | 'corrections'>('all');
  const filters = useSignal<HistoryFilters>({});
  const { athleteId, scope } = row;
  return (
    <>
      {scope.includes('history') && (
        <Segments
          label={t('timeline.shown')}
          value={shown.value}
          options={[
            ['all', t('timeline.all')],
            ['corrections', t('timeline.corrections')],
          ]}
          onChange={(value) => {
            shown.value = value;
          }}
        />
      )}
      {shown.value === 'corrections' ? (
        <Corrections athleteId={athleteId} />
      ) : (
        <>
          <TimelineFilters
            athleteId={athleteId}
            scope={scope}
            filters={filters.value}
            onChange={(changed) => {
              filters.value = changed;
            }}
          />
          <Events row={row} filters={filters.value} />
        </>
      )}
    </>
  );
}

function Events({ row: { athleteId, scope }, filters }: { row: RosterRow; filters: HistoryFilters }) {
  const names = useSessionNames(athleteId, scope.includes('history'));
  const { key, more, ...query } = useHistory(athleteId, filters);
  const zone = useAthleteZone(athleteId);
  const since = query.data && (query.data.items[0]?.position ?? null);
  useLiveHistory(athleteId, filters, since, (event) =>
    updateAnswer<HistoryPage>(key, (page) => withEvent(page, event)),
  );
  return (
    <Load query={query}>
      {({ items }) => (
        <>
          {items.length === 0 && <p class="empty">{t('timeline.empty')}</p>}
          <div class="timeline" aria-live="polite" aria-relevant="additions">
            <EventGroups {...{ athleteId, zone, names }} events={items} />
          </div>
          <MoreButton more={more} />
        </>
      )}
    </Load>
  );
}

const withEvent = (page: HistoryPage, event: HistoryEvent): HistoryPage =>
  page.items.some(({ id }) => id === event.id) ? page : { ...page, items: [event, ...page.items] };
