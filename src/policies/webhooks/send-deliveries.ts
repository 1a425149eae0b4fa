import type { Owner, WebhookId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import type { Logger } from '../../ports/logger.ts';
import type {
  Attempt,
  Outcome,
  SendRequest,
  Sequel,
  WebhookDeliveries,
  WebhookHints,
} from '../../ports/webhook-deliveries.ts';
import type { TellCoaches } from './tell-coaches.ts';

export type SendOptions = Readonly<{
  deliveries: Pick<WebhookDeliveries, 'begin' | 'end' | 'forget'>;
  mayTell: TellCoaches['mayTell'];
  hints: Pick<WebhookHints, 'send'>;
  send: SendRequest;
  logger: Pick<Logger, 'warn'>;
  /** The token with which a client reads at least this position of the owner. */
  consistencyTokenOf: (owner: Owner, position: bigint) => string;
  /** The pauses before each further attempt. */
  pausesMs: readonly number[];
  /** A number from 0 to 1. */
  random: () => number;
}>;

/** How many deliveries a webhook may send before other webhooks have their turn. */
const deliveriesPerTurn = 10;
/** Longer pauses get no hint, because the sweep is exact enough. */
const maxHintMs = 60_000;

/** Sends deliveries of a webhook that are due, one after the other, for one turn. */
export async function sendDeliveries(options: SendOptions, webhook: WebhookId, signal: AbortSignal): Promise<void> {
  const { deliveries, hints, send, logger, mayTell } = options;
  for (let sent = 0; sent < deliveriesPerTurn; sent += 1) {
    if (signal.aborted) return;
    const attempt = await deliveries.begin(webhook);
    if (!attempt) return;
    const { account, athlete, stream } = attempt;
    if (athlete !== null && !(await mayTell(attempt))) {
      await deliveries.forget([{ coach: account, athlete, kind: parseStream(stream).category }]);
      continue;
    }
    const outcome = await send(attempt, bodyOf(attempt, options.consistencyTokenOf));
    const sequel = sequelOf(attempt, outcome, options);
    const reason = await deliveries.end(attempt, outcome, sequel);
    if (reason !== null) logger.warn('A webhook was disabled', { webhook, reason });
    if (sequel.kind === 'failed' && sequel.pauseMs <= maxHintMs) hints.send([webhook], sequel.pauseMs);
  }
  hints.send([webhook]);
}

/** What follows an attempt: any 2xx is success, 410 is the end of the webhook, all else is failure. */
function sequelOf(
  { failures }: Attempt,
  { httpStatus }: Outcome,
  { pausesMs, random }: Pick<SendOptions, 'pausesMs' | 'random'>,
): Sequel {
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) return { kind: 'succeeded' };
  if (httpStatus === 410) return { kind: 'gone' };
  const pause = pausesMs[failures];
  if (pause === undefined) return { kind: 'given-up' };
  // Each pause is up to a tenth longer or shorter, so that many deliveries do not come back at the same moment.
  return { kind: 'failed', pauseMs: Math.round(pause * (0.9 + random() / 5)) };
}

const paths: Readonly<Record<FeedKind, (id: string) => string>> = {
  account: () => '/api/v1/access/me',
  coaching: (id) => `/api/v1/coaching/${id}`,
  support: (id) => `/api/v1/support/accesses/${id}`,
  discussion: (id) => `/api/v1/discussions/${id}`,
  exercise: (id) => `/api/v1/exercises/${id}`,
  import: (id) => `/api/v1/imports/${id}`,
  measurement: (id) => `/api/v1/body-measurements/${id}`,
  plan: (id) => `/api/v1/training-plans/${id}`,
  profile: () => '/api/v1/profile',
  schedule: () => '/api/v1/training-plans/current/schedule',
  session: (id) => `/api/v1/training-sessions/${id}`,
  unit: (id) => `/api/v1/training-units/${id}`,
};

type Sent = Pick<Attempt, 'type' | 'stream' | 'account' | 'athlete' | 'revision' | 'position' | 'recordedAt'>;

/** The body of the request. It contains no personal data: the receiver reads the thing by its path. */
export function bodyOf(
  { type, stream, account, athlete, revision, position, recordedAt }: Sent,
  consistencyTokenOf: SendOptions['consistencyTokenOf'],
): string {
  if (type === 'ping' || position === null) return JSON.stringify({ type, timestamp: recordedAt, data: {} });
  const { category: kind, id } = parseStream(stream);
  const path = paths[kind as FeedKind](id);
  const data = {
    ...(athlete !== null && { athleteId: athlete }),
    ...{ kind, id, revision, deleted: type.endsWith('.deleted') },
    path: athlete === null ? path : path.replace(/^\/api\/v1/, `/api/v1/coaching/athletes/${athlete}`),
    consistencyToken: consistencyTokenOf(athlete ?? account, position),
  };
  return JSON.stringify({ type, timestamp: recordedAt, data });
}
