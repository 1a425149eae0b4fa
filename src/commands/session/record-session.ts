import { DomainError } from '../../errors.ts';
import type { Instant } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { Planned } from '../../events/planned.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkedEntries } from './content/check-content.ts';
import type { WholeEntry } from './content/content.ts';
import { checkAppendSize, checkRoomForContent } from './content/content-size.ts';
import { differenceOf } from './content/difference.ts';
import { checkEnd, checkPast } from './rules.ts';
import { type StartSession, startSession } from './start-session.ts';
import type { Session } from './state.ts';

/**
 * Starts a training session together with its entries and their sets. With `endedAt`, the session is completed at that
 * time.
 */
export type RecordSession = Readonly<{
  type: 'RecordSession';
  data: StartSession['data'] &
    Readonly<{
      entries: readonly WholeEntry[];
      endedAt: Instant | null;
      /**
       * Whether the entries are all of the unit, which may have changed when the command is repeated. False by default.
       */
      isWholeUnit?: boolean;
    }>;
}>;

export function recordSession({ data }: RecordSession, session: Session, context: DecisionContext): SessionEvent[] {
  const { entries: asked, endedAt, isWholeUnit: _, ...start } = data;
  const started = startSession({ type: 'StartSession', data: start }, session, context);
  if (session.presence.kind !== 'absent') {
    if (isRepetition(data, session)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  const { at, madeAt = at } = context;
  checkPast('endedAt', endedAt, at);
  if (endedAt !== null) checkEnd(start.startedAt ?? madeAt, endedAt);
  const created = session.created.with(start.sessionId, {});
  const entries = checkedEntries(asked, { entries: [], created, at });
  checkRoomForContent({ ...start, exercises: entries });
  const events: SessionEvent[] = [
    ...started,
    ...differenceOf([], entries, false),
    ...(endedAt === null ? [] : [{ type: 'SessionCompleted', data: { endedAt } } as const]),
  ];
  checkAppendSize(events);
  return events;
}

/** Whether the command that started the session had the same entries, sets and end. */
function isRepetition(data: RecordSession['data'], { created, creation }: Session): boolean {
  const { entries, endedAt, isWholeUnit = false } = data;
  const hasSameEnd = endedAt === null || isSameJson(created.get('end'), { endedAt });
  if (isWholeUnit) return hasSameEnd;
  const sets = entries.flatMap((entry) => entry.sets.map((set) => ({ ...set, entryId: entry.entryId })));
  const events = 1 + entries.length + sets.length + (endedAt === null ? 0 : 1);
  return (
    creation?.events === events &&
    entries.every((entry) => isEntryOf(entry, created.get(entry.entryId))) &&
    sets.every((set) => isSameJson(created.get(set.setId), { ...set, correction: false })) &&
    hasSameEnd
  );
}

/**
 * Whether an entry was created from this description. What the description leaves open came from the exercise, and the
 * targets came from the same exercise of a unit, which may have changed since.
 */
function isEntryOf(entry: WholeEntry, created: object | undefined): boolean {
  const { sets: _, reference: __, planned, unitExerciseId = planned?.unitExerciseId, ...asked } = entry;
  const { mode, planned: targets, personal } = { ...noEntry, ...created };
  if (unitExerciseId !== targets?.unitExerciseId) return false;
  const described = {
    ...{ ...asked, mode: asked.mode ?? mode, planned: targets },
    personal: { ...asked.personal, name: asked.personal.name ?? personal.name, planned: personal.planned },
  };
  return isSameJson(created, { ...described, correction: false });
}

const noEntry: Readonly<{ mode: null; planned: Planned | null; personal: Readonly<Record<'name' | 'planned', null>> }> =
  {
    ...{ mode: null, planned: null },
    personal: { name: null, planned: null },
  };
