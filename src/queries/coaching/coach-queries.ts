import { DomainError } from '../../errors.ts';
import { createQueries, type Queries } from '../all.ts';
import type { Combine, Reader } from '../consistency/reader.ts';
import { listPlans } from '../plans/list-plans.ts';
import type { BodyWeightUse } from '../statistics/body-weight.ts';
import { type CoachRight, createCoachReader } from './coach-reader.ts';
import { getDiscussion } from './get-discussion.ts';
import { getPlanOfAthlete } from './get-plan-of-athlete.ts';
import { getUnitOfAthlete } from './get-unit-of-athlete.ts';
import { type ListDiscussions, listDiscussions } from './list-discussions.ts';

/** Makes the queries with which a coach reads data of an athlete. Each of their statements checks the right. */
export type CoachQueries = (right: CoachRight) => Queries;

/**
 * Of plans and units, a coach sees those that the athlete owns, not those that others share with the athlete. Estimates use the body
 * weight only if the scope has the measurements too.
 */
export const createCoachQueries =
  (reader: Reader, combine: Combine): CoachQueries =>
  (right) => {
    const guarded = createCoachReader(reader, right);
    const queries = createQueries(guarded, combine);
    const weighing = createQueries(
      createCoachReader(reader, { ...right, parts: [...right.parts, 'body_data'] }),
      combine,
    );
    return {
      ...queries,
      getPlan: (question) => getPlanOfAthlete(guarded, right.coach, question),
      getUnit: (question) => getUnitOfAthlete(guarded, right.coach, question),
      // A coach reads only the discussions with this coach, not those with other coaches.
      getDiscussion: (question) => getDiscussion(guarded, { ...question, coach: right.coach }),
      listDiscussions: (question) => listDiscussions(guarded, asSeenBy(right.coach, question)),
      listPlans: (question) => listPlans(guarded, { ...question, scope: 'mine', viewer: right.coach }),
      listBestSets: weighedIfAllowed(weighing.listBestSets, queries.listBestSets),
      listRecordSets: weighedIfAllowed(weighing.listRecordSets, queries.listRecordSets),
      listLatestPerformances: weighedIfAllowed(weighing.listLatestPerformances, queries.listLatestPerformances),
    };
  };

/** The same list for a coach: what is unread is what this side has not read. */
const asSeenBy = (coach: CoachRight['coach'], question: ListDiscussions): ListDiscussions => ({
  ...question,
  coach,
  unreadBy: question.unreadBy && 'coach',
});

/** Asks with the body weight, and without it when the coach may not read measurements. Each statement checks its right. */
const weighedIfAllowed =
  <Question extends BodyWeightUse, Answer>(
    weighing: (question: Question) => Promise<Answer>,
    hiding: (question: Question) => Promise<Answer>,
  ) =>
  (question: Question): Promise<Answer> =>
    weighing(question).catch((error: unknown) => {
      if (!(error instanceof DomainError && error.code === 'coaching-not-found')) throw error;
      return hiding({ ...question, hidesBodyWeight: true });
    });
