import { accessRoutes } from './access/access.ts';
import { auditRoutes } from './audit/audit.ts';
import { measurementRoutes } from './body-measurements/measurements.ts';
import { changeRoutes } from './changes/changes.ts';
import { coachingRoutes } from './coaching/coaching.ts';
import { exerciseRoutes } from './exercises/exercises.ts';
import { exportRoutes } from './export/export.ts';
import { importRoutes } from './imports/imports.ts';
import { documentRoutes } from './openapi/document-routes.ts';
import { pipelineRoutes } from './pipeline/pipeline.ts';
import { problemRoutes } from './problems/problems.ts';
import { profileRoutes } from './profile/profile.ts';
import { referenceListRoutes } from './reference-lists/reference-lists.ts';
import type { Route } from './route.ts';
import { statisticsRoutes } from './statistics/statistics.ts';
import { supportRoutes } from './support/support.ts';
import { createSyncRoutes } from './sync/sync.ts';
import { systemRoutes } from './system/system.ts';
import { currentPlanRoutes } from './training-plans/current-plan.ts';
import { planCommandRoutes } from './training-plans/plan-commands.ts';
import { planSharingRoutes } from './training-plans/plan-sharing.ts';
import { planUnitRoutes } from './training-plans/plan-units.ts';
import { planRoutes } from './training-plans/plans.ts';
import { scheduleRoutes } from './training-plans/schedule.ts';
import { entryRoutes } from './training-sessions/entries.ts';
import { sessionCommandRoutes } from './training-sessions/session-commands.ts';
import { sessionRoutes } from './training-sessions/sessions.ts';
import { setRoutes } from './training-sessions/sets.ts';
import { targetRoutes } from './training-units/targets.ts';
import { unitCommandRoutes } from './training-units/unit-commands.ts';
import { unitExerciseRoutes } from './training-units/unit-exercises.ts';
import { unitSharingRoutes } from './training-units/unit-sharing.ts';
import { unitRoutes } from './training-units/units.ts';
import { roleRoutes } from './users/roles.ts';
import { userCommandRoutes } from './users/user-commands.ts';
import { userQueryRoutes } from './users/user-queries.ts';
import { webhookRoutes } from './webhooks/webhooks.ts';

/** The routes for what athletes own. `/sync` accepts commands of these routes that were made without network. */
const athleteRoutes: readonly Route[] = [
  ...exerciseRoutes,
  ...sessionRoutes,
  ...sessionCommandRoutes,
  ...entryRoutes,
  ...setRoutes,
  ...unitRoutes,
  ...unitCommandRoutes,
  ...unitExerciseRoutes,
  ...targetRoutes,
  // Before `planRoutes`: the paths of these routes have `current` where the paths of `planRoutes` have an id.
  ...scheduleRoutes,
  ...currentPlanRoutes,
  ...planRoutes,
  ...planCommandRoutes,
  ...planUnitRoutes,
  ...planSharingRoutes,
  ...unitSharingRoutes,
  ...profileRoutes,
  ...measurementRoutes,
];

/** Every route of the service. */
export const routes: readonly Route[] = [
  ...systemRoutes,
  ...documentRoutes(() => routes),
  ...problemRoutes,
  ...accessRoutes,
  ...pipelineRoutes,
  ...userQueryRoutes,
  ...userCommandRoutes,
  ...roleRoutes,
  ...referenceListRoutes,
  ...athleteRoutes,
  ...createSyncRoutes(athleteRoutes),
  ...importRoutes,
  ...statisticsRoutes,
  ...coachingRoutes,
  ...supportRoutes,
  ...exportRoutes,
  ...changeRoutes,
  ...auditRoutes,
  ...webhookRoutes,
];
