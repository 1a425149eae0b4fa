import { performanceOf } from '../commands/session/correct-set.ts';
import type { SessionCommand } from '../commands/session/decider.ts';
import { equal } from '../commands/session/rules.ts';
import type { EntryDocument, SessionDocument, SetDocument } from '../documents/session.ts';
import type { EntryId, ImportId, SessionId, SetId } from '../events/ids.ts';
import type { Performance } from '../events/session.ts';
import { align } from './align.ts';
import type { ImportedExercise, ImportedSession } from './imported.ts';

/** What a session shall hold. */
export type Wanted = Pick<ImportedSession, 'name' | 'notes' | 'startedAt' | 'timezone' | 'exercises'> & {
  readonly endedAt: SessionDocument['endedAt'];
};

/** The commands that lead there, and how many sets they add, change and take away. */
export type Plan = Readonly<{ commands: readonly SessionCommand[]; added: number; updated: number; removed: number }>;

/** Ids for what is new; the same ones for the same state of the session. */
export type MakeId = () => string;

/** The session as a wish: what undoing an import leads back to. */
export const wantedOf = (document: SessionDocument): Wanted => ({
  name: document.name,
  notes: document.notes,
  startedAt: document.startedAt,
  endedAt: document.endedAt,
  timezone: document.timezone,
  exercises: document.exercises.map(({ name, mode, supersetGroup, notes, sets }) => ({
    name,
    mode,
    supersetGroup,
    notes,
    sets: sets.map(performanceOf),
  })),
});

/** A session that does not exist yet, from start to end. */
export function planNew(sessionId: SessionId, importId: ImportId, wanted: Wanted, makeId: MakeId): Plan {
  const { name, notes, startedAt, endedAt, timezone, exercises } = wanted;
  const added = exercises.map((exercise) => addition(makeId() as EntryId, exercise, makeId));
  const commands: SessionCommand[] = [
    { type: 'StartSession', data: { sessionId, startedAt, timezone, importId, name, notes } },
    ...added.flat(),
    { type: 'CompleteSession', data: { endedAt } },
  ];
  return { commands, added: exercises.reduce((sum, { sets }) => sum + sets.length, 0), updated: 0, removed: 0 };
}

/**
 * From `base`, what an import left, to `wanted`, what it shall be now, applied to `current`, which the athlete may
 * have changed meanwhile. What does not differ between base and wanted is left as the athlete has it. What does
 * differ follows `wanted`, or with `yield` stays where the athlete changed it too.
 */
export function planChange(
  base: SessionDocument,
  wanted: Wanted,
  current: SessionDocument,
  makeId: MakeId,
  onBoth: 'overwrite' | 'yield',
): Plan {
  const planned = new Planned(onBoth);
  planned.session(base, wanted, current);
  const order: EntryId[] = [];
  const key = ({ name, mode }: ImportedExercise | EntryDocument) => JSON.stringify([name, mode]);
  for (const [entry, exercise] of align(base.exercises, wanted.exercises, key, key)) {
    const now = current.exercises.find(({ id }) => id === entry?.id);
    if (!entry) {
      const id = makeId() as EntryId;
      planned.add(addition(id, exercise, makeId), exercise.sets.length);
      order.push(id);
    } else if (!now) {
      // The athlete took this exercise out; no file brings it back.
    } else if (!exercise) {
      if (planned.may(entry, now)) planned.remove({ type: 'RemoveExercise', data: { entryId: entry.id } }, now.sets.length);
      else order.push(entry.id);
    } else {
      planned.exercise(entry, exercise, now);
      planSets(planned, entry, exercise.sets, now, makeId);
      order.push(entry.id);
    }
  }
  const entryIds = rearranged(base.exercises, order, current.exercises);
  if (entryIds) planned.also({ type: 'ReorderExercises', data: { entryIds: entryIds as EntryId[] } });
  return planned.result();
}

function planSets(
  planned: Planned,
  { id: entryId, sets }: EntryDocument,
  wanted: readonly Performance[],
  now: EntryDocument,
  makeId: MakeId,
): void {
  const order: SetId[] = [];
  for (const [set, performance] of corrections(sets, wanted)) {
    const current = now.sets.find(({ id }) => id === set?.id);
    if (!set) {
      const setId = makeId() as SetId;
      planned.add([{ type: 'LogSet', data: { entryId, setId, ...performance } }], 1);
      order.push(setId);
    } else if (!current) {
      // The athlete took this set out.
    } else if (!performance && planned.may(set, current)) {
      planned.remove({ type: 'RemoveSet', data: { entryId, setId: set.id } }, 1);
    } else {
      order.push(set.id);
      if (!performance || equal(performanceOf(set), performance) || !planned.may(set, current)) continue;
      if (equal(performanceOf(current), performance)) continue;
      const { personal, ...values } = performance;
      planned.update({ type: 'CorrectSet', data: { entryId, setId: set.id, ...values, notes: personal.notes } });
    }
  }
  const setIds = rearranged(sets, order, now.sets);
  if (setIds) planned.also({ type: 'ReorderSets', data: { entryId, setIds: setIds as SetId[] } });
}

/** Sets that differ, between the same equal neighbours, are corrections of each other. */
function corrections(sets: readonly SetDocument[], wanted: readonly Performance[]) {
  const keyOfSet = (set: SetDocument) => JSON.stringify(performanceOf(set));
  const pairs: [SetDocument | null, Performance | null][] = [];
  for (const [set, performance] of align(sets, wanted, keyOfSet, contentKey)) {
    const open = set ? undefined : pairs.find(([before, after], index) => before && !after && isInGap(pairs, index));
    if (open) open[1] = performance;
    else pairs.push([set, performance]);
  }
  return pairs as (readonly [SetDocument, Performance | null] | readonly [null, Performance])[];
}

const isInGap = (pairs: readonly (readonly [unknown, unknown])[], index: number): boolean =>
  pairs.slice(index).every(([before, after], offset) => before === null || after === null || offset > 0 && false);
