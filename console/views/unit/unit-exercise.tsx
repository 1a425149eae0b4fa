import { useProfile } from '../../api/profile.ts';
import type { Schemas } from '../../api/schemas.ts';
import { describeTarget } from '../../i18n/describe-set.ts';
import type { Weight } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Icon } from '../../ui/icon.tsx';
import { Failure } from '../../ui/load.tsx';
import { numberOf, textOf } from '../../ui/numbers.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { useOpen } from '../../ui/use-open.ts';

type Exercise = Schemas['UnitExercise'];
type Props = Readonly<{
  exercise: Exercise;
  edit: (body: Schemas['EditUnitExerciseRequest']) => Promise<unknown>;
  remove: () => void;
}>;

/** An exercise of a training unit with its targets, which a dialog changes. */
export function UnitExercise({ exercise, edit, remove }: Props) {
  const dialog = useOpen();
  return (
    <>
      <span>
        {exercise.name}
        <small class="muted">
          {exercise.sets} × {describeTarget(exercise.target)}
        </small>
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t('entry.edit', { name: exercise.name })}
        onClick={dialog.open}
      >
        <Icon name="edit" />
      </button>
      {dialog.isOpen && <TargetsDialog {...{ exercise, edit, remove }} onClose={dialog.close} />}
    </>
  );
}

/** The targets to change. They stay as typed when the service refuses them. */
function TargetsDialog({ exercise, edit, remove, onClose }: Props & Readonly<{ onClose: () => void }>) {
  const preferred = useProfile().data?.unit ?? 'kg';
  const unit = exercise.target.weight?.unit ?? preferred;
  const { run, isRunning, error } = useAction();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const body = bodyFrom(textsOf(event.currentTarget), exercise, unit);
    void run(() => edit(body)).then((isDone) => isDone && onClose());
  };
  return (
    <Dialog title={exercise.name} onClose={onClose}>
      <form class="form" onSubmit={save}>
        <Targets exercise={exercise} unit={unit} />
        {error !== undefined && <Failure error={error} />}
        <div class="actions">
          <button
            type="button"
            class="button danger"
            onClick={() => {
              onClose();
              remove();
            }}
          >
            {t('entry.remove')}
          </button>
          <button type="submit" class="button primary" disabled={isRunning}>
            {t('app.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type TargetsProps = Readonly<{ exercise: Exercise; unit: Weight['unit'] }>;

const Targets = ({ exercise: { sets, restSeconds, target }, unit }: TargetsProps) => (
  <>
    <div class="row">
      <Field label={t('figure.sets')} name="sets" inputMode="numeric" value={textOf(sets)} required />
      <Field label={t('unit.minReps')} name="min" inputMode="numeric" value={textOf(target.reps?.min)} />
      <Field label={t('unit.maxReps')} name="max" inputMode="numeric" value={textOf(target.reps?.max)} />
    </div>
    <div class="row">
      <Field
        label={t('unit.weight', { unit })}
        name="weight"
        inputMode="decimal"
        value={textOf(target.weight?.value)}
      />
      <Field label="RPE" name="rpe" inputMode="decimal" value={textOf(target.rpe)} />
      <Field label={t('unit.rest')} name="rest" inputMode="numeric" value={textOf(restSeconds)} />
    </div>
  </>
);

type Texts = Readonly<Record<string, string | undefined>>;

/** The changed targets. What the form does not show stays as it is. */
function bodyFrom(texts: Texts, { target }: Exercise, unit: Weight['unit']) {
  const { sets = '', min = '', max = '', weight = '', rpe = '', rest = '' } = texts;
  const value = numberOf(weight);
  const range = { min: numberOf(min), max: numberOf(max) };
  return {
    sets: numberOf(sets) ?? 1,
    restSeconds: numberOf(rest),
    target: {
      ...target,
      reps: range.min === null && range.max === null ? null : range,
      weight: value === null ? null : { value, unit },
      rpe: numberOf(rpe),
    },
  };
}
