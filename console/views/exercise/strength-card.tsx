import { useMemo } from 'preact/hooks';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { Chart } from '../../chart/chart.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

/** The estimated one-repetition maximum of each session. */
export function StrengthCard({ id }: { id: string }) {
  const params = { path: { exerciseId: id } };
  const read = () => bodyOf(api.GET('/api/v1/statistics/exercises/{exerciseId}', { params }));
  return (
    <Card>
      <Load query={useQuery(`strength ${id}`, read, ['session', 'profile', 'measurement'])}>
        {(statistics) => <Strength statistics={statistics} />}
      </Load>
    </Card>
  );
}

function Strength({ statistics }: { statistics: Schemas['ExerciseStatistics'] }) {
  const { series, unit, sessions, sets, volume } = statistics;
  const points = useMemo(() => series.map(({ day, e1rm }) => ({ day, value: e1rm })), [series]);
  return (
    <>
      <Chart title={t('exercise.e1rm')} unit={unit} shape="line" points={points} />
      <p class="muted">{t('exercise.totals', { sessions, sets, volume: `${formatNumber(volume, 0)} ${unit}` })}</p>
    </>
  );
}
