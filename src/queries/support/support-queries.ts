import { notFound } from '../../errors.ts';
import { createQueries, type Queries } from '../all.ts';
import { getPlanOfAthlete } from '../coaching/get-plan-of-athlete.ts';
import { getUnitOfAthlete } from '../coaching/get-unit-of-athlete.ts';
import { createGuardedReader } from '../coaching/guarded-reader.ts';
import type { Combine, Reader } from '../consistency/reader.ts';
import { listPlans } from '../plans/list-plans.ts';
import { isSupportOpen, type SupportRight, supportParts } from './support-right.ts';

/** Makes the queries with which a superuser reads data of an athlete. Each of their statements checks the right. */
export type SupportQueries = (right: SupportRight) => Queries;

/** Of plans and units, a superuser sees those that the athlete owns, as a coach does. */
export const createSupportQueries =
  (reader: Reader, combine: Combine): SupportQueries =>
  (right) => {
    const { superuser, athlete, requiredPosition } = right;
    const guarded = createGuardedReader(reader, {
      parts: supportParts(athlete),
      holds: (sources) => isSupportOpen(right, sources),
      requiredPosition,
      refusal: () => notFound('support'),
    });
    return {
      ...createQueries(guarded, combine),
      getPlan: (question) => getPlanOfAthlete(guarded, superuser, question),
      getUnit: (question) => getUnitOfAthlete(guarded, superuser, question),
      listPlans: (question) => listPlans(guarded, { ...question, scope: 'mine', viewer: superuser }),
    };
  };
