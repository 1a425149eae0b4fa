import { z } from 'zod';
import { invalid } from '../../errors.ts';
import { plannedReps, plannedSets, restSeconds } from '../../events/training-values.ts';
import { integer, notes } from '../../http/requests/fields.ts';
import { load, rpe, weight } from '../../http/requests/measures.ts';
import { namedExercise } from '../frame/exercises.ts';
import type { Session } from '../frame/tool.ts';

const repetitions = integer(plannedReps.min, plannedReps.max);

const progression = z
  .strictObject({
    type: z.enum(['none', 'fixed', 'linear', 'double', 'rpe']),
    increment: load.exactOptional().describe('For linear and double.'),
  })
  .meta({ id: 'Progression' });

/** What of a planned exercise an assistant may write. */
export const plannedFields = {
  sets: integer(plannedSets.min, plannedSets.max).exactOptional(),
  reps: z.strictObject({ min: repetitions, max: repetitions }).meta({ id: 'Reps' }).exactOptional(),
  weight: weight.exactOptional(),
  rpe: rpe.exactOptional(),
  restSeconds: integer(restSeconds.min, restSeconds.max).exactOptional(),
  progression: progression.exactOptional(),
  notes: notes.exactOptional(),
};
type Planned = z.output<z.ZodObject<typeof plannedFields>>;

/** The members of a unit's exercise that follow from these fields. `target` keeps what they do not name. */
export function memberOf(
  { reps, weight: load, rpe: effort, progression: rule, ...same }: Planned,
  at: string,
  target: object = {},
) {
  const named = {
    ...(reps && { reps }),
    ...(load !== undefined && { weight: load }),
    ...(effort !== undefined && { rpe: effort }),
  };
  return {
    ...same,
    ...(Object.keys(named).length > 0 && { target: { ...target, ...named } }),
    ...(rule && { progression: progressionOf(rule, at) }),
  };
}

function progressionOf({ type, increment }: NonNullable<Planned['progression']>, at: string) {
  const needsIncrement = type === 'linear' || type === 'double';
  if (needsIncrement && !increment) throw invalid(`${at}.progression.increment`, `Required for ${type}.`, 'missing');
  return needsIncrement ? { type, increment } : { type };
}

/** The exercise of a unit that a text names. */
export async function plannedExercise(session: Session, text: string, at: string) {
  const { id } = await namedExercise(session, text, `${at}.exercise`);
  return { exerciseId: id };
}
