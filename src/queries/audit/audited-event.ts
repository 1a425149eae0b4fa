import { shownDataOf } from '../../documents/audit/shown-data.ts';
import type { Actor, RecordedEvent } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import type { DomainEvent } from '../../events/schemas.ts';
import type { ActingApp } from './app-names.ts';

/** An event as the audit shows it. */
export type AuditedEvent = Readonly<{
  id: string;
  revision: number;
  type: DomainEvent['type'];
  /** What the event has changed, in plain English. */
  sentence: string;
  /** When the log has stored the event. */
  recordedAt: Instant;
  /** When it happened, by the clock of the client. */
  occurredAt: Instant;
  /** The seconds from `occurredAt` to `recordedAt`. */
  lagSeconds: number;
  /** Whether it has changed a session that had ended. */
  isCorrection: boolean;
  /**
   * `session` is null for another account than the owner: it is about that account. `app` is the name of the app that
   * acted for the account.
   */
  actor: Pick<Actor, 'id' | 'role' | 'via'> & Readonly<{ session: string | null; app: string | null }>;
  /** The request that has caused it. Events of one request have the same id. */
  correlationId: string;
  data: Readonly<Record<string, unknown>>;
}>;

/** The seconds from when an event happened, by the clock of the client, to when the log has stored it. */
export const lagOf = ({ recordedAt, metadata }: RecordedEvent): number =>
  (Date.parse(recordedAt) - Date.parse(metadata.occurredAt)) / 1_000;

export const isCorrectionOf = ({ data }: RecordedEvent): boolean => 'correction' in data && data.correction === true;

/** An event as the audit shows it. Its sentence says so when an app has acted. */
export function auditedEventOf(event: RecordedEvent, told: string, app: ActingApp | null): AuditedEvent {
  const { id, revision, recordedAt, metadata } = event;
  // The store returns events that this build knows.
  const type = event.type as DomainEvent['type'];
  const { actor, owner, occurredAt, $correlationId } = metadata;
  const sentence = app === null ? told : `${told} (by ${app.name} for ${app.for})`;
  return {
    ...{ id, revision, type, sentence, recordedAt, occurredAt },
    lagSeconds: lagOf(event),
    isCorrection: isCorrectionOf(event),
    actor: {
      id: actor.id,
      role: actor.role,
      via: actor.via,
      session: actor.id === owner ? (actor.session ?? null) : null,
      app: app?.name ?? null,
    },
    correlationId: $correlationId,
    data: shownDataOf(event),
  };
}
