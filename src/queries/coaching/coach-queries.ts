import { createQueries, type Queries } from '../all.ts';
import type { Combine, Reader } from '../consistency/reader.ts';
import { listPlans } from '../plans/list-plans.ts';
import { listBestSets } from '../statistics/list-best-sets.ts';
import { listLatestPerformances } from '../statistics/list-latest-performances.ts';
import { listRecordSets } from '../statistics/list-record-sets.ts';
import { type CoachRight, createCoachReader } from './coach-reader.ts';
import { getPlanOfAthlete } from './get-plan-of-athlete.ts';

/** Makes the queries with which a coach reads data of an athlete. Each of their statements checks the right. */
export type CoachQueries = (right: CoachRight) => Queries;

/**
 * Of plans, a coach sees those that the athlete owns, not those that others share with the athlete. Of assisted sets, a
 * coach sees no estimates: the body weight, which has a scope of its own, could be computed from them.
 */
export const createCoachQueries =
  (reader: Reader, combine: Combine): CoachQueries =>
  (right) => {
    const guarded = createCoachReader(reader, right);
    return {
      ...createQueries(guarded, combine),
      listRecordSets: (question) => listRecordSets(guarded, { ...question, hidesBodyWeight: true }),
      listBestSets: (question) => listBestSets(guarded, { ...question, hidesBodyWeight: true }),
      listLatestPerformances: (question) => listLatestPerformances(guarded, { ...question, hidesBodyWeight: true }),
      getPlan: (question) => getPlanOfAthlete(guarded, right.coach, question),
      listPlans: (question) => listPlans(guarded, { ...question, scope: 'mine', viewer: right.coach }),
    };
  };
