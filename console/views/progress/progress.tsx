import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { Bars } from '../../chart/bars.tsx';
import { Chart } from '../../chart/chart.tsx';
import { dayOf } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';

const ranges = ['4', '12', '52'] as const;
type Weeks = (typeof ranges)[number];

/** The first day of a range that ends today. */
const firstDay = (weeks: Weeks): string => dayOf(Date.now() - (Number(weeks) * 7 - 1) * 86_400_000, 'UTC');

/** How much was trained, by week, and which muscles. */
export function Progress() {
  const weeks = useSignal<Weeks>('12');
  const from = firstDay(weeks.value);
  const volume = useQuery(`volume ${from}`, () => readVolume(from), ['session', 'profile']);
  return (
    <Page title={t('nav.progress')}>
      <Segments
        label={t('progress.range')}
        value={weeks.value}
        options={ranges.map((each) => [each, t('figure.weeks', { count: Number(each) })] as const)}
        onChange={(chosen) => {
          weeks.value = chosen;
        }}
      />
      <div class="columns">
        <Card>
          <Load query={volume}>
            {({ periods, unit }) => (
              <Chart title={t('progress.volume')} unit={unit} shape="bars" points={pointsOf(periods, 'volume')} />
            )}
          </Load>
        </Card>
        <Card>
          <Load query={volume}>
            {({ periods }) => (
              <Chart
                title={t('progress.sets')}
                unit={t('figure.sets')}
                shape="bars"
                points={pointsOf(periods, 'sets')}
              />
            )}
          </Load>
        </Card>
      </div>
      <Muscles from={from} count={Number(weeks.value)} />
    </Page>
  );
}

const readVolume = (from: string) =>
  bodyOf(api.GET('/api/v1/statistics/volume', { params: { query: { from, by: 'week' } } }));

const pointsOf = (periods: Schemas['TrainingVolume']['periods'], figure: 'volume' | 'sets') =>
  periods.map((period) => ({ day: period.startsOn, value: period[figure] }));

function Muscles({ from, count }: { from: string; count: number }) {
  const read = () => bodyOf(api.GET('/api/v1/statistics/muscles', { params: { query: { from } } }));
  const query = useQuery(`muscles ${from}`, read, ['session', 'profile']);
  return (
    <Card title={t('progress.muscles')}>
      <Load query={query}>{({ weeks }) => <MuscleBars weeks={weeks} count={count} />}</Load>
    </Card>
  );
}

/** The sets of a muscle in a week, on average over the weeks of the range. */
function MuscleBars({ weeks, count }: { weeks: Schemas['MuscleStatistics']['weeks']; count: number }) {
  const sums = new Map<number, { id: number; name: string; value: number }>();
  for (const { id, name, sets } of weeks.flatMap(({ muscles }) => muscles)) {
    sums.set(id, { id, name, value: (sums.get(id)?.value ?? 0) + sets / count });
  }
  if (sums.size === 0) return <p class="empty">{t('chart.empty')}</p>;
  return <Bars bars={[...sums.values()].toSorted((one, other) => other.value - one.value)} />;
}
