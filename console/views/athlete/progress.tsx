import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import { Chart } from '../../chart/chart.tsx';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { dayOf, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card, Select } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { ExerciseChoice } from './exercise-choice.tsx';

const ranges = ['12', '26', '52'] as const;
type Weeks = (typeof ranges)[number];

/** How strong the athlete has become in an exercise, and how much was done in each week. */
export function Progress({ row }: { row: RosterRow }) {
  const { athleteId } = row;
  const weeks = useSignal<Weeks>('12');
  const exercise = useSignal<string | null>(null);
  return (
    <>
      <div class="row">
        <ExerciseChoice
          row={row}
          value={exercise.value}
          onChange={(id) => {
            exercise.value = id;
          }}
        />
        <Select
          label={t('progress.range')}
          value={weeks.value}
          options={ranges.map((each) => [each, t('figure.weeks', { count: Number(each) })] as const)}
          onChange={(chosen) => {
            weeks.value = chosen;
          }}
        />
      </div>
      <div class="columns">
        {exercise.value && <Strength key={exercise.value} athleteId={athleteId} exerciseId={exercise.value} />}
        <Volume athleteId={athleteId} weeks={Number(weeks.value)} />
      </div>
    </>
  );
}

const exerciseRoute = '/api/v1/coaching/athletes/{athleteId}/statistics/exercises/{exerciseId}';

function Strength({ athleteId, exerciseId }: { athleteId: string; exerciseId: string }) {
  const params = { path: { athleteId, exerciseId } };
  const read = () => bodyOf(api.GET(exerciseRoute, { params }));
  const query = useQuery(`strength of ${athleteId} ${exerciseId}`, read, ['athlete']);
  const points = useMemo(() => query.data?.series.map(({ day, e1rm }) => ({ day, value: e1rm })) ?? [], [query.data]);
  return (
    <Card>
      <Load query={query}>
        {({ unit, sessions, sets, volume }) => (
          <>
            <Chart title={t('exercise.e1rm')} unit={unit} shape="line" points={points} />
            <p class="muted">
              {t('exercise.totals', { sessions, sets, volume: `${formatNumber(volume, 0)} ${unit}` })}
            </p>
          </>
        )}
      </Load>
    </Card>
  );
}

/** The volume and the sets of each week, and the query that reads them. */
function useVolume(athleteId: string, weeks: number) {
  const from = dayOf(Date.now() - (weeks * 7 - 1) * 86_400_000, 'UTC');
  const params = { path: { athleteId }, query: { from, by: 'week' as const } };
  const read = () => bodyOf(api.GET('/api/v1/coaching/athletes/{athleteId}/statistics/volume', { params }));
  const query = useQuery(`volume of ${athleteId} ${from}`, read, ['athlete']);
  const periods = query.data?.periods;
  const [volume, sets] = useMemo(
    () =>
      (['volume', 'sets'] as const).map(
        (figure) => periods?.map((period) => ({ day: period.startsOn, value: period[figure] })) ?? [],
      ),
    [periods],
  );
  return { query, volume: volume ?? [], sets: sets ?? [] };
}

function Volume({ athleteId, weeks }: { athleteId: string; weeks: number }) {
  const { query, volume, sets } = useVolume(athleteId, weeks);
  return (
    <>
      <Card>
        <Load query={query}>
          {({ unit }) => <Chart title={t('progress.volume')} unit={unit} shape="bars" points={volume} />}
        </Load>
      </Card>
      <Card>
        <Load query={query}>
          {() => <Chart title={t('progress.sets')} unit={t('figure.sets')} shape="bars" points={sets} />}
        </Load>
      </Card>
    </>
  );
}
