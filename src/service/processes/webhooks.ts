import type { Owner } from '../../events/ids.ts';
import { consistencyTokenOf } from '../../http/requests/consistency-token.ts';
import { subkey } from '../../infra/local/subkey.ts';
import { connectQueues } from '../../infra/redis/queues.ts';
import { networksOf } from '../../infra/webhooks/addresses.ts';
import { createWebhookDeliveries } from '../../infra/webhooks/deliveries.ts';
import { consumeWebhookHints, createWebhookHints } from '../../infra/webhooks/hints.ts';
import { resolveHost } from '../../infra/webhooks/resolve.ts';
import { createSendRequest } from '../../infra/webhooks/send.ts';
import { sendDeliveries } from '../../policies/webhooks/send-deliveries.ts';
import { createTellCoaches } from '../../policies/webhooks/tell-coaches.ts';
import { sweepWebhooks, tellWebhooks } from '../../policies/webhooks/tell-webhooks.ts';
import type { WebhookDeliveries } from '../../ports/webhook-deliveries.ts';
import { pause, throttle } from '../../projections/core/retry.ts';
import { createRunning, type Running } from '../../projections/core/running.ts';
import type { Application } from '../connect.ts';
import { throttledWarning } from '../connections.ts';
import { version } from '../version.ts';

/** How much longer an attempt may last than its request, before another process makes the attempt again. */
const graceMs = 5_000;

const deliveriesOf = ({ db, config }: Application) =>
  createWebhookDeliveries({ db, attemptMs: config.webhooks.timeoutMs + graceMs });

const coachesOf = ({ listCoachRights }: Application, deliveries: WebhookDeliveries) =>
  createTellCoaches({ deliveries, listCoachRights });

/** Connects to the queue of hints. `close` closes the connections at once, even while Redis is down. */
function connectHints({ addresses, logger }: Application) {
  const connections = connectQueues(addresses.redisUrl, throttledWarning(logger, 'Redis'));
  const onFailure = throttle((reason) => logger.warn('A queue of webhooks has failed', { reason }));
  const { producer: connection, consumer, close } = connections;
  return { hints: createWebhookHints({ connection, onFailure }), consumer: { connection: consumer, onFailure }, close };
}

/** Adds the deliveries of webhooks, and hints for them, until aborted. The caller holds the lease of the policies. */
export async function runWebhookPolicies(app: Application, signal: AbortSignal): Promise<void> {
  const { log, logger, breathe } = app;
  const { hints, close } = connectHints(app);
  const deliveries = deliveriesOf(app);
  const coaches = coachesOf(app, deliveries);
  const options = { log, logger, breathe, hints, pause, deliveries, coaches };
  try {
    await Promise.all([tellWebhooks(options, signal), sweepWebhooks(options, signal)]);
  } finally {
    close();
  }
}

/** Sends deliveries of webhooks until closed. Any number of processes may do so. */
export function sendWebhooks(app: Application): Running {
  const { rootKey, config, layout, logger } = app;
  const { timeoutMs, pausesMs, allowedNetworks } = config.webhooks;
  const { hints, consumer, close } = connectHints(app);
  const networks = networksOf(allowedNetworks);
  const deliveries = deliveriesOf(app);
  const options = {
    ...{ logger, hints, pausesMs, deliveries, random: Math.random },
    mayTell: coachesOf(app, deliveries).mayTell,
    send: createSendRequest({ key: subkey(rootKey, 'webhooks'), version, networks, timeoutMs, resolve: resolveHost }),
    consistencyTokenOf: (owner: Owner, position: bigint) => consistencyTokenOf(layout, owner, position),
  };
  const stop = new AbortController();
  const warn = throttle((reason) => logger.warn('Sending webhooks failed', { reason }));
  const { close: finish } = consumeWebhookHints(consumer, async (webhook) => {
    await sendDeliveries(options, webhook, stop.signal).catch(warn);
  });
  const closing = createRunning(async () => {
    stop.abort();
    await finish();
  });
  return { close: () => closing.close().finally(close) };
}
