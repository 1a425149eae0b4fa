import type { AnyEvent, StreamEvent } from '../../events/event.ts';
import type { EventsByCategory, FeedKind } from '../../events/schemas.ts';
import { documentOf, type Presence, replay } from '../presence.ts';
import { accountAudit } from './account.ts';
import type { Audit } from './audit.ts';
import { coachingAudit } from './coaching.ts';
import { discussionAudit } from './discussion.ts';
import { exerciseAudit } from './exercise.ts';
import { importAudit } from './import.ts';
import { measurementAudit } from './measurement.ts';
import { planAudit } from './plan.ts';
import { profileAudit } from './profile.ts';
import { scheduleAudit } from './schedule.ts';
import { sessionAudit } from './session.ts';
import { supportAudit } from './support.ts';
import { unitAudit } from './unit.ts';

/** The audit of a kind. With this type, a kind with the audit of another one does not compile. */
type AuditOf<Kind extends FeedKind> = Readonly<{
  sentence: (event: StreamEvent<EventsByCategory[Kind]>, around: never) => string;
}>;

/**
 * How the history of each kind of thing that accounts follow is told. Such a kind without an entry does not compile.
 */
const audits = {
  account: accountAudit,
  session: sessionAudit,
  import: importAudit,
  exercise: exerciseAudit,
  unit: unitAudit,
  plan: planAudit,
  schedule: scheduleAudit,
  profile: profileAudit,
  measurement: measurementAudit,
  coaching: coachingAudit,
  support: supportAudit,
  discussion: discussionAudit,
} as const satisfies { readonly [Kind in FeedKind]: AuditOf<Kind> };

type AnyAudit = Audit<AnyEvent, unknown>;

/** The audit of a kind. The caller must pass it events of that kind's streams only. */
export const auditOf = (kind: FeedKind): AnyAudit => audits[kind] as unknown as AnyAudit;

/** What an event has changed: the sentence about it, and the state of the aggregate after it. */
export type Told = Readonly<{ sentence: string; state: Presence<unknown> }>;

/** Folds an event into the state before it, and tells what it has changed. */
export function tell({ fold, sentence }: AnyAudit, before: Presence<unknown>, event: StreamEvent): Told {
  const state = fold.evolve(before, event);
  return { sentence: sentence(event, { before: documentOf(before), after: documentOf(state) }), state };
}

/** Tells what events change that follow the events `history` of a stream, a sentence for each. */
export function tellAll(kind: FeedKind, history: readonly StreamEvent[], events: readonly StreamEvent[]): string[] {
  const audit = auditOf(kind);
  let state = replay(audit.fold, history);
  return events.map((event) => {
    const told = tell(audit, state, event);
    state = told.state;
    return told.sentence;
  });
}
