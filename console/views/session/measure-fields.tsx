import type { Signal } from '@preact/signals';
import type { Weight } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import type { Entry } from '../../session/apply-command.ts';
import type { SetBody } from '../../session/commands.ts';
import { Field } from '../../ui/field.tsx';
import { numberOf, textOf } from '../../ui/numbers.ts';

type Mode = Entry['mode'];
type DistanceUnit = NonNullable<SetBody['distance']>['unit'];

/** The measures of a set as a person types them, with the units in which they are. */
export type Measures = Readonly<{
  weight: string;
  unit: Weight['unit'];
  reps: string;
  seconds: string;
  distance: string;
  distanceUnit: DistanceUnit;
}>;

export const measuresOf = (set: SetBody, unit: Weight['unit']): Measures => ({
  weight: textOf(set.weight?.value),
  unit: set.weight?.unit ?? unit,
  reps: textOf(set.reps),
  seconds: textOf(set.seconds),
  distance: textOf(set.distance?.value),
  distanceUnit: set.distance?.unit ?? (unit === 'lb' ? 'mi' : 'm'),
});

const hasReps = (mode: Mode): boolean => mode === 'reps';
const hasTime = (mode: Mode): boolean => mode === 'time' || mode === 'distance';

/** The measures that the exercise has, as the API takes them. */
export function readMeasures(measures: Measures, mode: Mode): SetBody {
  const [weight, distance] = [numberOf(measures.weight), numberOf(measures.distance)];
  return {
    weight: weight === null ? null : { value: weight, unit: measures.unit },
    reps: hasReps(mode) ? numberOf(measures.reps) : null,
    seconds: hasTime(mode) ? numberOf(measures.seconds) : null,
    distance: hasTime(mode) && distance !== null ? { value: distance, unit: measures.distanceUnit } : null,
  };
}

/** The inputs for the measures of a set. */
export function MeasureFields({ mode, measures }: { mode: Mode; measures: Signal<Measures> }) {
  const input = (name: 'weight' | 'reps' | 'seconds' | 'distance', label: string) => (
    <Field
      label={label}
      inputMode={name === 'reps' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={measures.value[name]}
      onInput={({ currentTarget }) => {
        measures.value = { ...measures.value, [name]: currentTarget.value };
      }}
    />
  );
  const { unit, distanceUnit } = measures.value;
  return (
    <>
      {input('weight', unit)}
      {hasReps(mode) && input('reps', t('set.reps'))}
      {hasTime(mode) && input('distance', distanceUnit)}
      {hasTime(mode) && input('seconds', t('set.seconds'))}
    </>
  );
}
