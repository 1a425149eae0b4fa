import { useProfile } from '../../api/profile.ts';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { inUnit } from '../../i18n/convert.ts';
import { formatCalendarDay, formatWeight } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';

type Props = Readonly<{ athleteId: string; records: NonNullable<RosterRow['records']> }>;

/** The best estimates of 30 days that are records. */
export function RecordsCard({ athleteId, records }: Props) {
  const unit = useProfile().data?.unit ?? 'kg';
  return (
    <Card title={t('exercise.records')}>
      <ul class="rows">
        {records.map(({ exerciseId, name, day, sessionId, e1rmKg, previousKg }) => (
          <li key={exerciseId}>
            <span>
              {name} <a href={`/athletes/${athleteId}/sessions/${sessionId}`}>{formatCalendarDay(day)}</a>
            </span>
            <span class="number">
              <small class="muted">{formatWeight(inUnit(previousKg, unit))} → </small>
              <strong>{formatWeight(inUnit(e1rmKg, unit))}</strong>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
