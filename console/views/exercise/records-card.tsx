import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { formatCalendarDay, formatNumber, formatSeconds, formatWeight } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

type Records = Schemas['ExerciseRecords'];
type PersonalRecord = Records['records'][number];

export function RecordsCard({ id }: { id: string }) {
  const params = { path: { exerciseId: id } };
  const read = () => bodyOf(api.GET('/api/v1/statistics/exercises/{exerciseId}/records', { params }));
  return (
    <Card title={t('exercise.records')}>
      <Load query={useQuery(`records ${id}`, read, ['session', 'profile', 'measurement'])}>
        {({ records, unit }) =>
          records.length === 0 ? (
            <p class="muted">{t('exercise.noRecords')}</p>
          ) : (
            <Table records={records} unit={unit} />
          )
        }
      </Load>
    </Card>
  );
}

const Table = ({ records, unit }: Pick<Records, 'records' | 'unit'>) => (
  <table>
    <tbody>
      {records.map((record) => (
        <tr key={`${record.kind} ${record.reps} ${record.weight?.value}`}>
          <th scope="row">{nameOf(record)}</th>
          <td class="number">
            <strong>{amountOf(record, unit)}</strong>
          </td>
          <td class="number">
            <a href={`/sessions/${record.sessionId}`}>{formatCalendarDay(record.day)}</a>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const nameOf = ({ kind, reps, weight }: PersonalRecord): string =>
  t(`record.${kind}`, { reps: reps ?? '', weight: weight ? formatWeight(weight) : '–' });

function amountOf({ kind, value }: PersonalRecord, unit: string): string {
  if (kind === 'seconds') return formatSeconds(value);
  if (kind === 'distance') return `${formatNumber(value)} m`;
  return kind === 'reps' ? formatNumber(value) : `${formatNumber(value, 1)} ${unit}`;
}
