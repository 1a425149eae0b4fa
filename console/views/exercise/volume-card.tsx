import { useMemo } from 'preact/hooks';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { Chart } from '../../chart/chart.tsx';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

/** What was lifted in each week with an exercise. */
export function VolumeCard({ id }: { id: string }) {
  const params = { query: { exerciseId: id, by: 'week' } } as const;
  const read = () => bodyOf(api.GET('/api/v1/statistics/volume', { params }));
  return (
    <Card>
      <Load query={useQuery(`volume of ${id}`, read, ['session', 'profile'])}>
        {(volume) => <Volume volume={volume} />}
      </Load>
    </Card>
  );
}

function Volume({ volume: { periods, unit } }: { volume: Schemas['TrainingVolume'] }) {
  const points = useMemo(() => periods.map(({ startsOn, volume }) => ({ day: startsOn, value: volume })), [periods]);
  return <Chart title={t('progress.volume')} unit={unit} shape="bars" points={points} />;
}
