import type { AnyEvent, StreamEvent } from '../../events/event.ts';
import type { Category, EventsByCategory } from '../../events/schemas.ts';
import { documentOf, type Presence } from '../presence.ts';
import { accountAudit } from './account.ts';
import type { Audit } from './audit.ts';
import { coachingAudit } from './coaching.ts';
import { exerciseAudit } from './exercise.ts';
import { importAudit } from './import.ts';
import { measurementAudit } from './measurement.ts';
import { planAudit } from './plan.ts';
import { profileAudit } from './profile.ts';
import { referenceListAudit } from './reference-list.ts';
import { scheduleAudit } from './schedule.ts';
import { sessionAudit } from './session.ts';
import { unitAudit } from './unit.ts';

/** The audit of category `C`. With this type, a category with the audit of another one does not compile. */
type AuditOf<C extends Category> = Readonly<{
  sentence: (event: StreamEvent<EventsByCategory[C]>, around: never) => string;
}>;

/** How the history of each kind of aggregate is told. A category without an entry does not compile. */
const audits = {
  account: accountAudit,
  session: sessionAudit,
  import: importAudit,
  directory: referenceListAudit,
  exercise: exerciseAudit,
  unit: unitAudit,
  plan: planAudit,
  schedule: scheduleAudit,
  profile: profileAudit,
  measurement: measurementAudit,
  coaching: coachingAudit,
} as const satisfies { readonly [C in Category]: AuditOf<C> };

type AnyAudit = Audit<AnyEvent, unknown>;

/** The audit of a category. The caller must pass it events of that category's streams only. */
export const auditOf = (category: Category): AnyAudit => audits[category] as unknown as AnyAudit;

/** What an event has changed: the sentence about it, and the state of the aggregate after it. */
export type Told = Readonly<{ sentence: string; state: Presence<unknown> }>;

/** Folds an event into the state before it, and tells what it has changed. */
export function tell({ fold, sentence }: AnyAudit, before: Presence<unknown>, event: StreamEvent): Told {
  const state = fold.evolve(before, event);
  return { sentence: sentence(event, { before: documentOf(before), after: documentOf(state) }), state };
}
