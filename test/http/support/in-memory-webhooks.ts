import { randomUUID } from 'node:crypto';
import type { AccountId, Instant, WebhookId } from '../../../src/events/ids.ts';
import { maxWebhooks } from '../../../src/events/webhook-values.ts';
import { newSecret } from '../../../src/infra/webhooks/secrets.ts';
import type { Delivery, DeliveryId, Webhook, Webhooks } from '../../../src/ports/webhooks.ts';

type Stored = { account: AccountId; webhook: Webhook; deliveries: Delivery[] };

/** Creates webhooks in memory. They send nothing. */
export function createInMemoryWebhooks(clock: () => Instant): Webhooks {
  const all = new Map<WebhookId, Stored>();
  const find = (account: AccountId, id: WebhookId) => {
    const found = all.get(id);
    return found?.account === account ? found : null;
  };
  const of = (account: AccountId) => [...all.values()].filter((each) => each.account === account);
  const ping = (): Delivery => ({
    ...{
      id: randomUUID() as DeliveryId,
      type: 'ping',
      athleteId: null,
      kind: null,
      item: null,
      revision: null,
      status: 'pending',
    },
    ...{ attempts: 0, createdAt: clock(), nextAttemptAt: clock(), lastAttemptAt: null, lastStatus: null },
    ...{ lastError: null, lastMilliseconds: null },
  });
  return {
    async create(account, webhook) {
      if (of(account).length >= maxWebhooks) return null;
      const id = randomUUID() as WebhookId;
      const stored: Webhook = {
        ...{ id, ...webhook, enabled: true, createdAt: clock(), updatedAt: clock(), previousSecretUntil: null },
        ...{ failingSince: null, disabledAt: null, disabledReason: null },
      };
      all.set(id, { account, webhook: stored, deliveries: [] });
      return { stored, secret: newSecret() };
    },
    list: async (account) =>
      of(account)
        .map(({ webhook }) => webhook)
        .toReversed(),
    read: async (account, id) => find(account, id)?.webhook ?? null,
    async change(account, id, changes) {
      const found = find(account, id);
      if (!found) return null;
      found.webhook = { ...found.webhook, ...changes };
      return found.webhook;
    },
    async rotateSecret(account, id) {
      const found = find(account, id);
      if (!found) return null;
      found.webhook = { ...found.webhook, previousSecretUntil: '2026-03-02T12:00:00.000000Z' };
      return { stored: found.webhook, secret: newSecret() };
    },
    remove: async (account, id) => find(account, id) !== null && all.delete(id),
    async forget(account) {
      for (const { webhook } of of(account)) all.delete(webhook.id);
    },
    async listDeliveries(account, id, { limit, offset, after, status }) {
      const found = find(account, id);
      if (!found) return null;
      const matching = found.deliveries.filter((each) => status === undefined || each.status === status);
      const latest = matching.toReversed();
      const from = after ? matching.length - Number(after.key) : offset;
      const items = latest.slice(from, from + limit);
      const last = items.at(-1);
      const isMore = latest.length > from + limit;
      const next = last && isMore ? { key: String(matching.length - from - items.length), id: last.id } : null;
      return { items, total: matching.length, next };
    },
    async ping(account, id) {
      const found = find(account, id);
      if (!found) return null;
      if (!found.webhook.enabled) return 'disabled';
      const delivery = ping();
      found.deliveries.push(delivery);
      return delivery;
    },
    async replay(account, id, delivery) {
      const found = find(account, id);
      if (!found) return null;
      if (!found.webhook.enabled) return 'disabled';
      return found.deliveries.find((each) => each.id === delivery) ?? null;
    },
  };
}
