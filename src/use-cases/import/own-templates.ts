import type { ExerciseId, PlanId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import type { ImportedSession } from '../../imports/imported.ts';

type Dependencies = Readonly<{
  exerciseOf: (id: ExerciseId) => ExerciseId | null;
  plans: Readonly<{ idOf: (id: PlanId) => PlanId | null }>;
  units: Readonly<{
    idOf: (id: UnitId) => UnitId | null;
    partOf: (id: UnitExerciseId) => UnitExerciseId | null;
  }>;
}>;

/**
 * Creates a function that replaces the ids in the templates and targets of an imported session by those of the
 * importing account. A template that the account does not have keeps only its name. A planned exercise of a unit that
 * the account does not have keeps its id, which then only shows that two targets belong to the same planned exercise.
 */
export const createOwnTemplates =
  ({ exerciseOf, units, plans }: Dependencies) =>
  (workout: ImportedSession): ImportedSession => {
    const { templates, exercises } = workout;
    const unit = templates?.unit && { ...templates.unit, id: templates.unit.id && units.idOf(templates.unit.id) };
    const plan = templates?.plan && { ...templates.plan, id: templates.plan.id && plans.idOf(templates.plan.id) };
    return {
      ...workout,
      ...(templates && { templates: { plan: plan ?? null, unit: unit ?? null } }),
      exercises: exercises.map((exercise) => {
        const { planned } = exercise;
        if (!planned) return exercise;
        const unitExerciseId = units.partOf(planned.unitExerciseId) ?? planned.unitExerciseId;
        const exerciseId = planned.exerciseId && exerciseOf(planned.exerciseId);
        return { ...exercise, planned: { ...planned, unitExerciseId, exerciseId } };
      }),
    };
  };
