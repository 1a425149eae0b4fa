import { z } from 'zod';
import { explanationOf } from '../../documents/explanation.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import { notFound } from '../../errors.ts';
import type { Planned } from '../../events/planned.ts';
import { json } from '../reply.ts';
import { id } from '../responses/fields.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { planned } from '../training-sessions/planned-responses.ts';
import { exampleUnit, unitExerciseId, unitId } from './examples.ts';
import { readTargets } from './read-targets.ts';
import { unitOfBody } from './unit-body.ts';
import { unitPath } from './unit-requests.ts';

const target = planned
  .omit({ status: true, isExchanged: true })
  .meta({ id: 'UnitTarget', description: 'The targets of an exercise of a training unit in the next session.' });

const targets = z
  .strictObject({ unitId: id, exercises: z.array(target).describe('The exercises in the order of the unit.') })
  .meta({ id: 'UnitTargets', description: 'The next targets of a training unit.' });

type Target = Planned & Readonly<{ name: string; explanation: string | null }>;

const targetOf = (
  { unitExerciseId: of, exerciseId, ...rest }: Planned,
  { exercises }: Pick<UnitDocument, 'exercises'>,
): Target => ({
  ...{ unitExerciseId: of, exerciseId, name: exercises.find((each) => each.id === of)?.name ?? '' },
  ...rest,
  explanation: rest.suggestion && explanationOf(rest.suggestion),
});

const [exampleExercise] = exampleUnit.exercises;
const { percentOfTrainingMax: _, ...exampleSet } = {
  ...exampleExercise.target,
  weight: { value: 62.5, unit: 'kg' as const },
};
const earlier = '01900000-0000-7000-8000-000000000010';

const exampleTargets = {
  unitId,
  exercises: [
    {
      ...{ unitExerciseId, exerciseId: null, name: 'Squat', mode: 'reps' as const, order: 0 },
      sets: [exampleSet, exampleSet, exampleSet],
      restSeconds: 180,
      suggestion: {
        rule: 'linear',
        outcome: 'increase-weight',
        from: [{ sessionId: earlier, setIds: [], succeeded: true }],
        start: exampleExercise.target.weight,
        base: exampleExercise.target.weight,
        exact: exampleSet.weight,
        weight: exampleSet.weight,
        ...{ reps: null, percent: null, trainingMax: null, e1rm: null, formula: null },
        ...{ failures: 0, missed: null, week: null, cycle: null },
      },
      explanation: 'All planned sets of the last session were done (3 sets). The weight rises by 2.5 kg to 62.5 kg.',
    },
  ],
} as const;

/** The route that computes the next targets of a training unit. */
export const targetRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-units/:id/targets',
    operationId: 'getUnitTargets',
    tag: 'training units',
    guard: 'user',
    summary: 'Compute the next targets of a training unit.',
    description:
      'What a session that starts now would prescribe: by the progression of each exercise, from what was done in ' +
      'earlier sessions of this unit, rounded to what can be loaded. A correction of an earlier set changes them.',
    request: { path: unitPath },
    responses: { 200: response(targets) },
    problems: ['unit-not-found', 'read-model-behind'],
    example: { request: { path: { id: unitId } }, response: { status: 200, body: exampleTargets } },
    handle:
      (deps) =>
      async ({ path, caller }) => {
        const { account, requiredPosition } = caller;
        const found = await deps.queries.getUnit({ owner: account.id, id: path.id, requiredPosition });
        if (!found) throw notFound('unit');
        const unit = unitOfBody(found.doc);
        const next = await readTargets(deps, caller, unit.exercises, { startedAt: deps.clock(), timezone: null });
        return json({ unitId: unit.id, exercises: next.map((each) => targetOf(each, unit)) });
      },
  }),
];
