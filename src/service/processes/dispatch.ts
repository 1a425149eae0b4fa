import type { Running } from '../../projections/core/running.ts';
import { startDispatcher } from '../../projections/pipeline.ts';
import type { Application } from '../connect.ts';
import { runOnQueues, runTogether } from './pipeline.ts';
import { runPolicies } from './policies.ts';

/** Runs the dispatcher and the policies until closed. While another process runs them, this one is on standby. */
export const dispatch = async (app: Application): Promise<Running> =>
  runTogether(await runOnQueues(app, startDispatcher), runPolicies(app));
