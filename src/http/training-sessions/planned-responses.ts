import { z } from 'zod';
import type { PlannedSet, Suggestion } from '../../events/planned.ts';
import { progressionTypes, suggestionOutcomes } from '../../events/planned.ts';
import { plannedDay, plannedReps, restSeconds, trainingMaxPercent } from '../../events/training-values.ts';
import { e1rmFormulas, modes, plannedStatuses, rir } from '../../events/values.ts';
import { count, id, integerIn } from '../responses/fields.ts';
import { distance, rpe, seconds, weight } from '../responses/measures.ts';
import { targetMeanings } from '../training-units/meanings.ts';
import { repRange } from '../training-units/responses.ts';
import { plannedMeanings, suggestionMeanings, templateMeanings } from './meanings.ts';

const plannedSet = z
  .strictObject({
    reps: repRange.nullable(),
    seconds: seconds.nullable().describe(targetMeanings.seconds),
    distance: distance.nullable(),
    weight: weight.nullable(),
    rpe: rpe.nullable().describe(targetMeanings.rpe),
    rir: integerIn(rir).nullable().describe(targetMeanings.rir),
  } satisfies Record<keyof PlannedSet, z.ZodType>)
  .meta({ id: 'PlannedSet', description: 'What to reach in one set. What is not prescribed is null.' });

const source = z
  .strictObject({
    sessionId: id,
    setIds: z.array(id),
    succeeded: z.boolean().describe('Whether all that was planned was done.'),
  })
  .meta({ id: 'SuggestionSource', description: 'A session from which targets follow, and the sets done in it.' });

const suggestion = z
  .strictObject({
    rule: z.enum(progressionTypes).describe(suggestionMeanings.rule),
    outcome: z.enum(suggestionOutcomes).describe(suggestionMeanings.outcome),
    from: z.array(source).describe(suggestionMeanings.from),
    start: weight.nullable(),
    base: weight.nullable(),
    exact: weight.nullable(),
    weight: weight.nullable(),
    reps: integerIn(plannedReps).nullable(),
    percent: z.number().min(0).max(trainingMaxPercent.max).nullable(),
    trainingMax: weight.nullable(),
    e1rm: weight.nullable(),
    formula: z.enum(e1rmFormulas).nullable(),
    failures: count.describe(suggestionMeanings.failures),
    missed: count.nullable().describe(suggestionMeanings.missed),
    week: z.int().min(1).nullable(),
    cycle: z.int().min(1).nullable(),
  } satisfies Record<keyof Suggestion, z.ZodType>)
  .meta({ id: 'Suggestion', description: 'Why these targets: the rule, what it concluded, and its numbers.' });

/** The targets of an entry in the response body of a training session. */
export const planned = z
  .strictObject({
    unitExerciseId: id.describe(plannedMeanings.unitExerciseId),
    exerciseId: id.nullable().describe(plannedMeanings.exerciseId),
    name: z.string().describe(plannedMeanings.name),
    mode: z.enum(modes).describe(plannedMeanings.mode),
    order: count.describe(plannedMeanings.order),
    sets: z.array(plannedSet).describe('The planned sets in order.'),
    restSeconds: integerIn(restSeconds).nullable().describe('The rest between two sets.'),
    suggestion: suggestion.nullable().describe(plannedMeanings.suggestion),
    explanation: z.string().nullable().describe(plannedMeanings.explanation),
    status: z.enum(plannedStatuses).describe(plannedMeanings.status),
    isExchanged: z.boolean().describe(plannedMeanings.isExchanged),
  })
  .meta({
    id: 'Planned',
    description: 'The targets that an exercise got from a training unit, and what became of them.',
  });

const template = { id: id.nullable().describe(templateMeanings.id), name: z.string().describe(templateMeanings.name) };

export const unitTemplate = z
  .strictObject(template)
  .meta({ id: 'SessionUnit', description: 'The training unit from which a session was started.' });
export const planTemplate = z
  .strictObject({
    ...template,
    week: integerIn(plannedDay.week).nullable(),
    day: integerIn(plannedDay.day).nullable(),
    index: integerIn(plannedDay.index).nullable().describe('Which unit of the day, counted from 0.'),
  })
  .meta({ id: 'SessionPlan', description: 'The day of a training plan for which a session was started.' });
