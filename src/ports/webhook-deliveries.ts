import type { AccountId, Instant, WebhookId } from '../events/ids.ts';
import type { WebhookEventType } from '../events/schemas.ts';
import type { DisabledReason, SendError } from '../events/webhook-values.ts';
import type { DeliveryId } from './webhooks.ts';

/** A change of something of an account, of which its webhooks are told. */
export type Change = Readonly<{
  /** The id of the last event of the change. */
  event: string;
  /** The account whose webhooks are told. */
  account: AccountId;
  /** The athlete whose thing it is, if the account coaches; null for a thing of the account. */
  athlete: AccountId | null;
  stream: string;
  type: WebhookEventType;
  revision: number;
  position: bigint;
  recordedAt: Instant;
}>;

/** The changes in the log after the position `after`, up to `upTo`, and then whether an account became active. */
export type Changes = Readonly<{
  after: bigint;
  upTo: bigint;
  changes: readonly Change[];
  activity: Readonly<{ account: AccountId; isActive: boolean }> | null;
}>;

/** A webhook, and how many of its deliveries are due; counting stops at a small number. */
export type Due = Readonly<{ webhook: WebhookId; count: number }>;

/** A coach has deliveries about things of this kind of this athlete. */
export type Told = Readonly<{ coach: AccountId; athlete: AccountId; kind: string }>;

/** One attempt to send a delivery. While it lasts, no other process makes one. */
export type Attempt = Readonly<{
  delivery: DeliveryId;
  attemptId: string;
  webhook: WebhookId;
  url: string;
  /** The encrypted secrets that sign the request. */
  sealedSecrets: readonly string[];
  account: AccountId;
  athlete: AccountId | null;
  type: WebhookEventType | 'ping';
  stream: string;
  revision: number | null;
  position: bigint | null;
  recordedAt: string;
  /** How many attempts have failed before, since the delivery was added or replayed. */
  failures: number;
}>;

/** What became of an attempt: the HTTP status of the response, or why there was none. */
export type Outcome = Readonly<{ httpStatus: number | null; error: SendError | null; milliseconds: number }>;

/** What follows an attempt. `gone`: the receiver has answered 410, and the webhook is disabled. */
export type Sequel =
  | Readonly<{ kind: 'succeeded' | 'given-up' | 'gone' }>
  | Readonly<{ kind: 'failed'; pauseMs: number }>;

/** The deliveries of all webhooks, for the processes that send them. */
export interface WebhookDeliveries {
  /** The log position from which on changes must be added; null while no webhook is enabled. */
  start(): Promise<bigint | null>;
  /**
   * Adds a delivery for each change and each webhook that is told of it, and moves the checkpoint in the same
   * transaction. Returns false, and does nothing, when another process has moved it meanwhile.
   */
  add(changes: Changes): Promise<boolean>;
  /** Returns the webhooks with deliveries that are due: all, or only those of some accounts. */
  due(accounts?: readonly AccountId[]): Promise<readonly Due[]>;
  /** Begins an attempt for a delivery of the webhook that is due. Null if there is none, or if enough are being sent. */
  begin(webhook: WebhookId): Promise<Attempt | null>;
  /**
   * Ends an attempt. Does nothing if the attempt has lasted so long that another one has begun. Returns why the webhook was
   * disabled by that; null if it was not.
   */
  end(attempt: Attempt, outcome: Outcome, sequel: Sequel): Promise<DisabledReason | null>;
  /** Whether any webhook is told of changes of athletes. */
  tellsCoaches(): Promise<boolean>;
  /** What coaches have deliveries about, including those that have ended: of some athletes, or of all. */
  told(athletes: readonly AccountId[] | null): Promise<readonly Told[]>;
  /** Deletes the deliveries to coaches about these kinds of things. */
  forget(told: readonly Told[]): Promise<void>;
  /** Deletes some deliveries that have ended long ago. */
  prune(): Promise<void>;
}

/** Sends the request of an attempt, signed with the secrets of its webhook. */
export type SendRequest = (attempt: Attempt, body: string) => Promise<Outcome>;

/** Hints that a webhook has deliveries that are due. A lost hint only costs time. */
export interface WebhookHints {
  /** Adds hints without waiting. While Redis is down, keeps those of some calls for later and drops the others. */
  send(webhooks: readonly WebhookId[], delayMs?: number): void;
  /**
   * Whether further hints have no use now, because many wait already, or because earlier ones could not be sent yet.
   */
  isFull(): Promise<boolean>;
}
