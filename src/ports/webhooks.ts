import type { AccountId, Id, WebhookId } from '../events/ids.ts';
import type { WebhookEventType } from '../events/schemas.ts';
import type { DeliveryStatus, DisabledReason, SendError } from '../events/webhook-values.ts';

/** The id of one delivery of a webhook. */
export type DeliveryId = Id<'DeliveryId'>;

/** A webhook as the API shows it to its account, without its secret. */
export type Webhook = Readonly<{
  id: WebhookId;
  url: string;
  description: string | null;
  eventTypes: readonly WebhookEventType[];
  /** A disabled webhook sends nothing, and does not catch up later. */
  enabled: boolean;
  createdAt: string;
  updatedAt: string;
  /** Until when requests are also signed with the secret before the last rotation. */
  previousSecretUntil: string | null;
  /** The time of the first failed attempt since the last successful one. */
  failingSince: string | null;
  /** When and why the service has disabled the webhook; null if it has not, or if the webhook was enabled since. */
  disabledAt: string | null;
  disabledReason: DisabledReason | null;
}>;

export type NewWebhook = Readonly<{ url: string; description: string | null; eventTypes: readonly WebhookEventType[] }>;
export type WebhookChanges = Partial<NewWebhook & Readonly<{ enabled: boolean }>>;

/** A webhook with its secret, which is shown only once. */
export type WithSecret = Readonly<{ stored: Webhook; secret: string }>;

/** What is sent to one webhook about one change, as the API shows it. Its id is the `webhook-id` of each request. */
export type Delivery = Readonly<{
  id: DeliveryId;
  type: WebhookEventType | 'ping';
  /** The athlete whose thing has changed, if the account coaches; else null. */
  athleteId: string | null;
  /** What has changed; null for a ping. */
  kind: string | null;
  item: string | null;
  revision: number | null;
  status: DeliveryStatus;
  attempts: number;
  createdAt: string;
  /** When it is sent next. Null if it has ended, or waits until an earlier one about the same thing has ended. */
  nextAttemptAt: string | null;
  lastAttemptAt: string | null;
  /** The HTTP status of the last response; null if there was none. */
  lastStatus: number | null;
  lastError: SendError | null;
  lastMilliseconds: number | null;
}>;

/** A place in the list of deliveries, as in the lists of queries. */
type Place = Readonly<{ key: string | null; id: string }>;
export type DeliveryQuestion = Readonly<{
  limit: number;
  offset: number;
  after?: Place | undefined;
  status?: DeliveryStatus | undefined;
}>;
export type DeliveryPage = Readonly<{ items: readonly Delivery[]; total: number; next: Place | null }>;

/** The webhooks of accounts, which are stored outside the log. Methods return null if the account has no such webhook. */
export interface Webhooks {
  /** Creates a webhook, which is told of later changes. Null when the account has as many as it may. */
  create(account: AccountId, webhook: NewWebhook): Promise<WithSecret | null>;
  /** Returns the webhooks of an account, the newest one first. */
  list(account: AccountId): Promise<readonly Webhook[]>;
  read(account: AccountId, id: WebhookId): Promise<Webhook | null>;
  change(account: AccountId, id: WebhookId, changes: WebhookChanges): Promise<Webhook | null>;
  /** Makes a new secret. The one before it also signs for a day. */
  rotateSecret(account: AccountId, id: WebhookId): Promise<WithSecret | null>;
  /** Deletes a webhook with its deliveries. Returns false if there is none. */
  remove(account: AccountId, id: WebhookId): Promise<boolean>;
  /** Deletes all webhooks of an account, with their deliveries. */
  forget(account: AccountId): Promise<void>;
  /** Returns a page of the deliveries of a webhook, the latest one first. */
  listDeliveries(account: AccountId, id: WebhookId, question: DeliveryQuestion): Promise<DeliveryPage | null>;
  /** Adds a delivery without content, to test the receiver. */
  ping(account: AccountId, id: WebhookId): Promise<Delivery | 'disabled' | null>;
  /** Sends a delivery again, under the same id, or the next time at once. Null also if there is no such delivery. */
  replay(account: AccountId, id: WebhookId, delivery: DeliveryId): Promise<Delivery | 'disabled' | null>;
}

/** Why the service does not send requests to a URL, as a sentence; null if it does. Names are resolved only at sending. */
export type RefuseUrl = (url: string) => string | null;
