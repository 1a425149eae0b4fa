import type { Schemas } from '../../api/schemas.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { numberOf, textOf } from '../../ui/numbers.ts';
import { groups } from './groups.ts';

type Thresholds = Schemas['Thresholds'];
type Props = Readonly<{ thresholds: Thresholds; errors: ReadonlyMap<string, string> }>;

const groupNames = Object.keys(groups) as (keyof typeof groups)[];

/** A field for each threshold. Without a value, that of all athletes or the usual one holds. */
export const ThresholdFields = ({ thresholds: { thresholds, effective }, errors }: Props) => (
  <div class="columns">
    {groupNames.map((group) => (
      <section key={group} class="card" aria-label={t(`thresholds.group.${group}`)}>
        <h2>{t(`thresholds.group.${group}`)}</h2>
        {groups[group].map((name) => (
          <Field
            key={name}
            label={t(`threshold.${name}`)}
            name={name}
            inputMode="decimal"
            value={textOf(thresholds[name])}
            placeholder={formatNumber(effective[name])}
            error={errors.get(name)}
          />
        ))}
      </section>
    ))}
  </div>
);

/** The thresholds that were typed. Those without a number are left to the usual ones. */
export function thresholdsIn(texts: Readonly<Record<string, string | undefined>>): Thresholds['thresholds'] {
  const typed = Object.values(groups)
    .flat()
    .flatMap((name) => {
      const value = numberOf(texts[name] ?? '');
      return value === null ? [] : [[name, value] as const];
    });
  return Object.fromEntries(typed);
}
