import { account } from '../../api/account.ts';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import type { HistoryFilters } from '../../coaching/use-live-history.ts';
import type { Part } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';
import { Field, Select } from '../../ui/field.tsx';
import { firstDay, fromLocal } from '../../ui/local-time.ts';

type Kind = NonNullable<HistoryFilters['kind']>;
type Props = Readonly<{
  athleteId: string;
  scope: readonly Part[];
  filters: HistoryFilters;
  onChange: (filters: HistoryFilters) => void;
}>;

/** The kinds of things that each part of the scope is about. */
const kindsOf: Readonly<Record<Part, readonly Kind[]>> = {
  history: ['session'],
  plans: ['plan', 'schedule', 'unit'],
  statistics: [],
  body_data: ['measurement'],
};

/** Which events are shown: about what, by whom, and when they happened, by the days of the athlete. */
export function TimelineFilters({ athleteId, scope, filters, onChange }: Props) {
  const zone = useAthleteZone(athleteId);
  const kinds = scope.flatMap((part) => kindsOf[part]);
  const change = (changed: Partial<Record<keyof HistoryFilters, string>>) => {
    const merged = Object.entries({ ...filters, ...changed }).filter(([, value]) => value !== '');
    onChange(Object.fromEntries(merged) as HistoryFilters);
  };
  const startOf = (day: string, daysLater: number) => {
    const date = new Date(Date.parse(`${day}T00:00:00Z`) + daysLater * 86_400_000).toISOString().slice(0, 10);
    return fromLocal(`${date}T00:00`, zone);
  };
  return (
    <div class="row filters">
      <Select
        label={t('timeline.kind')}
        value={filters.kind ?? ''}
        options={[['', t('timeline.everything')], ...kinds.map((kind) => [kind, t(`kind.${kind}`)] as const)]}
        onChange={(kind) => change({ kind })}
      />
      <Select
        label={t('timeline.actor')}
        value={filters.actor ?? ''}
        options={[
          ['', t('timeline.everyone')],
          [athleteId, t('timeline.athlete')],
          [account.value?.id ?? '', t('event.by.you')],
        ]}
        onChange={(actor) => change({ actor })}
      />
      <Field
        label={t('timeline.from')}
        type="date"
        min={firstDay}
        onInput={({ currentTarget: { value, validity } }) =>
          validity.valid && change({ occurredFrom: value && startOf(value, 0) })
        }
      />
      <Field
        label={t('timeline.to')}
        type="date"
        min={firstDay}
        onInput={({ currentTarget: { value, validity } }) =>
          validity.valid && change({ occurredTo: value && startOf(value, 1) })
        }
      />
    </div>
  );
}
