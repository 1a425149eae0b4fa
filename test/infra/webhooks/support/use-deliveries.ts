import { type QuerySqlToken, sql } from 'slonik';
import type { AccountId, Instant, WebhookId } from '../../../../src/events/ids.ts';
import type { WebhookEventType } from '../../../../src/events/schemas.ts';
import { networksOf } from '../../../../src/infra/webhooks/addresses.ts';
import { createWebhookDeliveries } from '../../../../src/infra/webhooks/deliveries.ts';
import { createSendRequest } from '../../../../src/infra/webhooks/send.ts';
import { createWebhooks } from '../../../../src/infra/webhooks/webhooks.ts';
import { sendDeliveries } from '../../../../src/policies/webhooks/send-deliveries.ts';
import type { Change } from '../../../../src/ports/webhook-deliveries.ts';
import { useDatabase } from '../../../support/databases.ts';
import { type Receiver, startReceiver } from './receiver.ts';

export const [ada, eve] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'] as [
  AccountId,
  AccountId,
];
export const key = Buffer.alloc(32, 3);
export const recordedAt = '2026-03-01T12:00:00.000000Z' as Instant;
const eventTypes: readonly WebhookEventType[] = ['session.changed', 'session.deleted', 'exercise.changed'];
const never = new AbortController().signal;
/** The pauses are so long that a delivery never becomes due again by itself. */
export const pausesMs = [600_000, 600_000, 600_000];

/** Starts a receiver for each test of the suite, and offers what adds deliveries to a database and sends them. */
export function useDeliveries() {
  const database = useDatabase();
  const messages: string[] = [];
  let position = 0n;
  let receiver: Receiver;
  /** Whether coaches may know of what deliveries are about. */
  let mayTell = true;
  beforeEach(async () => {
    receiver = await startReceiver();
    mayTell = true;
    await run(sql.unsafe`DELETE FROM webhooks`);
  });
  afterEach(() => receiver[Symbol.asyncDispose]());

  const run = (statement: QuerySqlToken) => database.db.query(statement);
  const webhooks = () => createWebhooks({ db: database.db, key, head: async () => position });
  const deliveries = () => createWebhookDeliveries({ db: database.db, attemptMs: 10_000 });
  const create = async (account = ada, url = receiver.url, types = eventTypes) => {
    const created = await webhooks().create(account, { url, description: null, eventTypes: types });
    if (!created) throw new Error('Too many webhooks');
    return { ...created.stored, secret: created.secret };
  };
  const change = (stream: string, more: Partial<Change> = {}): Change => {
    position += 1n;
    const [event, revision] = [`event ${position}`, Number(position)];
    return {
      event,
      account: ada,
      athlete: null,
      stream,
      type: 'session.changed',
      revision,
      position,
      recordedAt,
      ...more,
    };
  };
  const add = async (...changes: Change[]) => {
    const after = (changes[0]?.position ?? position) - 1n;
    return deliveries().add({ after, upTo: changes.at(-1)?.position ?? position, changes, activity: null });
  };
  const activity = async (account: AccountId, isActive: boolean) => {
    position += 1n;
    await deliveries().add({ after: position - 1n, upTo: position, changes: [], activity: { account, isActive } });
  };
  const options = (timeoutMs = 5_000) => ({
    deliveries: deliveries(),
    hints: { send: () => {} },
    mayTell: async () => mayTell,
    logger: { warn: (message: string) => void messages.push(message) },
    send: createSendRequest({
      ...{ key, version: '1', timeoutMs, networks: networksOf(['127.0.0.0/8']) },
      resolve: async () => ['127.0.0.1'],
    }),
    consistencyTokenOf: (_: unknown, at: bigint) => `1-2-${at}`,
    pausesMs,
    random: () => 0.5,
  });
  const send = (id: WebhookId, timeoutMs?: number) => sendDeliveries(options(timeoutMs), id, never);
  const listed = async (id: WebhookId, account = ada) => {
    const page = await webhooks().listDeliveries(account, id, { limit: 100, offset: 0 });
    return page?.items.toReversed() ?? [];
  };
  const statuses = async (id: WebhookId) => (await listed(id)).map(({ status }) => status);
  const revisions = () => receiver.received.map(({ body }) => JSON.parse(body).data.revision);
  /** Makes all deliveries that wait for a time due. */
  const passTime = () =>
    run(sql.unsafe`UPDATE webhook_deliveries SET next_attempt_at = now() WHERE next_attempt_at > now()`);

  return {
    ...{
      database,
      messages,
      run,
      webhooks,
      deliveries,
      create,
      change,
      add,
      activity,
      options,
      send,
      listed,
      statuses,
    },
    ...{ revisions, passTime },
    get receiver() {
      return receiver;
    },
    get position() {
      return position;
    },
    /** Takes the rights of coaches away. */
    withdraw: () => {
      mayTell = false;
    },
    /** Moves the end of the log by events that are of no webhook. */
    skip: (events: bigint) => {
      position += events;
    },
  };
}
