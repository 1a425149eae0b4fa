import type { NotFoundCode } from '../../errors.ts';
import { aggregateNames, type NamedCategory } from '../../events/schemas.ts';
import type { Explanation } from './explanations.ts';

const ofAggregate = (name: string): Explanation => ({
  title: `There is no such ${name}`,
  meaning: `No ${name} has this id, it was deleted, or it belongs to another account.`,
  advice: `Read the list again. Forget the ${name} if it was deleted.`,
});

/** What holds for every aggregate, unless there is something else to say below. */
const ofAggregates = Object.fromEntries(
  Object.entries(aggregateNames).map(([category, name]) => [`${category}-not-found`, ofAggregate(name)]),
) as Readonly<Record<`${NamedCategory}-not-found`, Explanation>>;

/** The problems of things that do not exist, or whose existence the caller may not know of. */
export const missingExplanations = {
  ...ofAggregates,
  'account-not-found': {
    title: 'There is no such account',
    meaning: 'No account has this id, or it was erased.',
    advice: 'Look the id up in `GET /api/v1/users`.',
  },
  'session-not-found': {
    title: 'There is no such training session',
    meaning: 'No session has this id, it was deleted, or it belongs to another account.',
    advice: 'Look the id up in `GET /api/v1/training-sessions`. Forget a session that was deleted.',
  },
  'entry-not-found': {
    title: 'There is no such exercise in the session',
    meaning: 'No exercise of this session has this id.',
    advice: 'Read the session again: the exercise may have been removed.',
  },
  'set-not-found': {
    title: 'There is no such set',
    meaning: 'No set of this exercise has this id.',
    advice: 'Read the session again: the set may have been removed.',
  },
  'exercise-not-found': {
    title: 'There is no such exercise',
    meaning: 'No exercise has this id, or the caller may not use it.',
    advice: 'Look the id up in `GET /api/v1/exercises`.',
  },
  'item-not-found': {
    title: 'There is no such item in the catalog',
    meaning: 'No item of the catalog has this number, which the path or an exercise names.',
    advice: 'Look the number up in the list of the catalog.',
  },
  'history-not-found': {
    title: 'There is no such history',
    meaning: 'Nothing of this kind has this id, it has no events yet, or the caller may not read its history.',
    advice: 'Look the id up in the list of its kind. What was deleted keeps its history.',
  },
  'import-not-found': {
    title: 'There is no such import',
    meaning: 'No import has this id, or it belongs to another account.',
    advice: 'Look the id up in `GET /api/v1/imports`.',
  },
  'unit-not-found': {
    title: 'There is no such training unit',
    meaning:
      'No unit has this id, it was deleted, or it belongs to another account that does not share it with the caller.',
    advice: 'Look the id up in `GET /api/v1/training-units`. Forget a unit that was deleted.',
  },
  'discussion-not-found': {
    title: 'There is no such discussion',
    meaning: 'No discussion has this id, or the caller is not one of its sides.',
    advice: 'Look the id up in `GET /api/v1/discussions`, or as a coach in `GET /api/v1/coaching/discussions`.',
  },
  'comment-not-found': {
    title: 'There is no such comment',
    meaning: 'The discussion has no comment with this id, or it was removed.',
    advice: 'Read the discussion again.',
  },
  'coaching-not-found': {
    title: 'There is no such coaching relationship',
    meaning: 'No relationship has this id, or the caller is not one of its sides.',
    advice: 'Look the id up in `GET /api/v1/coaching`.',
  },
  'support-not-found': {
    title: 'There is no such support access',
    meaning: 'No support access has this id, the caller is not one of its sides, or none to this athlete is open.',
    advice: 'Open one with `POST /api/v1/support/accesses`. It lasts an hour, and either side may end it earlier.',
  },
  'schedule-not-found': {
    title: 'No plan was started',
    meaning: 'The caller has never started a training plan.',
    advice: 'Start one with `POST /api/v1/training-plans/{id}/start`.',
  },
  'plan-not-found': {
    title: 'There is no such training plan',
    meaning:
      'No plan has this id, it was deleted, or it belongs to another account that does not share it with the caller.',
    advice: 'Look the id up in `GET /api/v1/training-plans`. Forget a plan that was deleted.',
  },
  'plan-unit-not-found': {
    title: 'There is no such unit in the plan',
    meaning: 'No unit of this plan has this id.',
    advice: 'Read the plan again: the unit may have been removed.',
  },
  'unit-exercise-not-found': {
    title: 'There is no such exercise in the unit',
    meaning: 'No exercise of this unit has this id.',
    advice: 'Read the unit again: the exercise may have been removed.',
  },
  'device-not-found': {
    title: 'There is no such auth session',
    meaning: 'No auth session has this id, or it belongs to another account.',
    advice: 'Look the id up in `GET /api/v1/access/sessions`. It may have ended.',
  },
  'app-grant-not-found': {
    title: 'There is no such grant of an app',
    meaning: 'No grant of an app has this id, it has expired, or it belongs to another account.',
    advice: 'Look the id up in `GET /api/v1/access/grants`.',
  },
  'token-not-found': {
    title: 'There is no such personal access token',
    meaning: 'No personal access token has this id, it has expired, or it belongs to another account.',
    advice: 'Look the id up in `GET /api/v1/access/tokens`.',
  },
  'webhook-not-found': {
    title: 'There is no such webhook',
    meaning: 'No webhook has this id, or it belongs to another account.',
    advice: 'Look the id up in `GET /api/v1/webhooks`.',
  },
  'delivery-not-found': {
    title: 'There is no such delivery',
    meaning: 'No delivery of this webhook has this id, or it has ended more than 30 days ago.',
    advice: 'Look the id up in `GET /api/v1/webhooks/{id}/deliveries`.',
  },
  'parked-stream-not-found': {
    title: 'There is no such parked stream',
    meaning: 'No stream is parked under this id. It may have been retried or discarded meanwhile.',
    advice: 'Look the id up in `GET /api/v1/pipeline/parked-streams`.',
  },
  'read-model-not-found': {
    title: 'There is no such read model',
    meaning: 'This build has no read model with this name.',
    advice: 'Look the name up in `GET /api/v1/pipeline`.',
  },
} as const satisfies Record<NotFoundCode, Explanation>;
