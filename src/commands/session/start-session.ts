import { DomainError, invalid, notFound } from '../../errors.ts';
import type { AccountId, ImportId, Instant, PlanId, SessionId, TimeZone, UnitId } from '../../events/ids.ts';
import type { PlanDay, SessionEvent, SessionStarted } from '../../events/session.ts';
import { plannedDay } from '../../events/training-values.ts';
import { checkInteger, checkName, checkNotes } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { checkPast, checkRepeated } from './rules.ts';
import type { Session } from './state.ts';

/**
 * A template that a command names. `name` is null if the account has no such template; `wasDeleted` is true if it had
 * one.
 */
type AskedTemplate<Id> = Readonly<{ id: Id | null; name: string | null; wasDeleted?: boolean }>;

/** A plan that a command names, with its day. `hasUnit` is false if the plan has no such unit on that day. */
type AskedPlan = AskedTemplate<PlanId> & Readonly<{ day: PlanDay | null; hasUnit?: boolean }>;

/** The plan and the unit that a training session is started from. */
export type Templates = Readonly<{
  plan: AskedPlan | null;
  unit: AskedTemplate<UnitId> | null;
}>;

/** Starts a training session. If `startedAt` is null, the session starts when the command is made. */
export type StartSession = Readonly<{
  type: 'StartSession';
  data: Readonly<{
    sessionId: SessionId;
    startedAt: Instant | null;
    timezone: TimeZone;
    importId: ImportId | null;
    name: string | null;
    notes: string | null;
    /** Whether the athlete begins it now. False by default. */
    live?: boolean;
    /** None by default. */
    templates?: Templates;
  }>;
}>;

const noTemplates: Templates = { plan: null, unit: null };

export function admitStart({ owner }: Session, by: AccountId): void {
  if (owner !== null && owner !== by) throw new DomainError('id-taken', 'This id is already in use.');
}

export function startSession({ data }: StartSession, session: Session, context: DecisionContext): SessionEvent[] {
  const { by, at, madeAt = at } = context;
  const { sessionId, startedAt, timezone, importId, name, notes, live = false, templates = noTemplates } = data;
  const { plan, unit } = templates;
  const started = {
    ...{ sessionId, userId: by, timezone, importId, live },
    ...{ plan: plan?.id ?? null, planDay: plan?.day ?? null, unit: unit?.id ?? null },
    personal: { name, notes, plan: plan?.name ?? null, unit: unit?.name ?? null },
  };
  if (session.presence.kind !== 'absent') {
    const created = session.created.get(sessionId) as SessionStarted['data'];
    // A template may be renamed or gone by now, and a client may send to `/sync` what it has sent before.
    const { live: wasLive, personal } = created;
    const names = { ...started.personal, plan: personal.plan, unit: personal.unit };
    const repeated = {
      ...{ ...started, startedAt: startedAt ?? created.startedAt, live: wasLive, personal: names },
      // The unit follows from the day of the plan, which may have another one by now.
      unit: plan?.day ? created.unit : started.unit,
    };
    return checkRepeated(session.presence.kind === 'present', created, repeated);
  }
  checkPast('startedAt', startedAt, at);
  checkName('name', name);
  checkNotes('notes', notes);
  checkTemplates(templates);
  return [{ type: 'SessionStarted', data: { ...started, startedAt: startedAt ?? madeAt } }];
}

function checkTemplates({ plan, unit }: Templates): void {
  if (plan?.name === null) throw notFound('plan', plan.wasDeleted);
  if (plan?.hasUnit === false) throw invalid('plan', 'The plan has no such unit on this day.');
  if (unit?.name === null) throw notFound('unit', unit.wasDeleted);
  checkName('plan', plan?.name ?? null);
  checkName('unit', unit?.name ?? null);
  for (const name of ['week', 'day', 'index'] as const) checkInteger(name, plan?.day?.[name] ?? null, plannedDay[name]);
}
