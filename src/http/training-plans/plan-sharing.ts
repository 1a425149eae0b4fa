import { plan as decider } from '../../commands/plan/decider.ts';
import { readModels } from '../../queries/read-models.ts';
import type { Route } from '../route.ts';
import { sharingRoutes } from '../sharing/sharing-routes.ts';
import { examplePlan, planId } from './examples.ts';
import { plan } from './responses.ts';

/** The routes that share training plans. */
export const planSharingRoutes: readonly Route[] = sharingRoutes({
  decider,
  what: 'plan',
  noun: 'Plan',
  name: 'training plan',
  tag: 'training plans',
  path: '/api/v1/training-plans',
  schema: plan,
  example: examplePlan,
  exampleId: planId,
  models: [readModels.plans],
});
