import { createPolicyCheckpoints } from '../../infra/postgres/policy-checkpoints.ts';
import { runPolicy } from '../../policies/run-policies.ts';
import type { PolicyCheckpoints } from '../../ports/policy-checkpoints.ts';
import { runUnderLease } from '../../projections/core/lease.ts';
import { pause } from '../../projections/core/retry.ts';
import { createRunning, type Running } from '../../projections/core/running.ts';
import type { Application } from '../connect.ts';
import { signRegularly } from './sign.ts';
import { runWebhookPolicies } from './webhooks.ts';

/**
 * Runs every policy until closed. A lease selects one process to run them, although two processes at the same time
 * would do no harm.
 */
export function runPolicies(app: Application, seize = false): Running {
  const { db, log, decrypt, clock, logger, policies } = app;
  const stop = new AbortController();
  const closed = new AbortController();
  const checkpoints = checkpointsUntil(closed.signal, createPolicyCheckpoints(db));
  const options = { log, decrypt, clock, logger, pause, checkpoints };
  const done = runUnderLease({ db, name: 'policies', logger, seize }, stop.signal, async (signal) => {
    await Promise.all([
      ...policies.map((policy) => runPolicy(options, policy, signal)),
      runWebhookPolicies(app, signal),
      signRegularly(app, signal),
    ]);
  });
  const closing = createRunning(async () => {
    stop.abort();
    await done;
  });
  return { close: () => closing.close().finally(() => closed.abort()) };
}

/**
 * Policy checkpoints that no longer move once the process is closed. A command that fails because the connections close
 * may not have taken effect, so the policy must handle its event again after a restart.
 */
const checkpointsUntil = (closed: AbortSignal, { read, move }: PolicyCheckpoints): PolicyCheckpoints => ({
  read,
  move: async (policy, position) => (closed.aborted ? undefined : move(policy, position)),
});
