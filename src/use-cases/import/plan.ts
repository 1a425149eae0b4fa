import { performanceOf } from '../../commands/session/correct-set.ts';
import type { SessionCommand } from '../../commands/session/decider.ts';
import { equal } from '../../commands/session/rules.ts';
import type { EntryDocument, SessionDocument, SetDocument } from '../../documents/session.ts';
import type { EntryId, ImportId, SessionId, SetId } from '../../events/ids.ts';
import type { Performance } from '../../events/session.ts';
import type { ImportedExercise, ImportedSession } from '../../imports/imported.ts';
import { align, type Pair } from './align.ts';

/** What a session shall hold. */
export type Wanted = Pick<ImportedSession, 'name' | 'notes' | 'startedAt' | 'timezone' | 'exercises'> & {
  readonly endedAt: SessionDocument['endedAt'];
};

/** The commands that lead there, and how many sets they add, change and take away. */
export type Plan = Readonly<{ commands: readonly SessionCommand[]; added: number; updated: number; removed: number }>;

/** Ids for what is new at a place in what is wanted; the same ones for the same state of the session. */
export type MakeId = (place: string) => string;

/** The session as a wish: what undoing an import leads back to. */
export const wantedOf = (document: SessionDocument): Wanted => ({
  name: document.name,
  notes: document.notes,
  startedAt: document.startedAt,
  endedAt: document.endedAt,
  timezone: document.timezone,
  exercises: document.exercises.map(({ name, exerciseId, mode, supersetGroup, notes, sets }) => ({
    ...{ name, exerciseId },
    mode,
    supersetGroup,
    notes,
    sets: sets.map(performanceOf),
  })),
});

/** A session that does not exist yet, from start to end. */
export function planNew(sessionId: SessionId, importId: ImportId, wanted: Wanted, makeId: MakeId): Plan {
  const { name, notes, startedAt, endedAt, timezone, exercises } = wanted;
  const added = exercises.map((exercise, at) => addition(makeId(`${at}`) as EntryId, exercise, `${at}`, makeId));
  const commands: SessionCommand[] = [
    { type: 'StartSession', data: { sessionId, startedAt, timezone, importId, name, notes } },
    ...added.flat(),
    { type: 'CompleteSession', data: { endedAt } },
  ];
  return { commands, added: exercises.reduce((sum, { sets }) => sum + sets.length, 0), updated: 0, removed: 0 };
}

/** Where the athlete and the file both changed something: `overwrite` it, or `yield` to the athlete. */
type OnBoth = 'overwrite' | 'yield';

/**
 * From `base`, what an import left, to `wanted`, what it shall be now, applied to `current`, which the athlete may
 * have changed meanwhile. What does not differ between base and wanted stays as the athlete has it. `begun` is the base
 * with what a plan for the same two has done already; none of that is planned again.
 */
export function planChange(
  base: SessionDocument,
  wanted: Wanted,
  current: SessionDocument,
  makeId: MakeId,
  onBoth: OnBoth,
  begun: SessionDocument = base,
): Plan {
  const plan = planning(makeId, onBoth);
  plan.editSession(base, wanted, current, begun);
  const kept: EntryId[] = [];
  for (const [at, [entry, exercise]] of align(base.exercises, wanted.exercises, kindOf, kindOf).entries()) {
    const entryId = entry?.id ?? (makeId(`${at}`) as EntryId);
    const done = find(begun.exercises, entryId);
    if (!entry && !done) {
      plan.addExercise(entryId, exercise, `${at}`);
      kept.push(entryId);
      continue;
    }
    const now = find(current.exercises, entryId);
    // What the athlete took out no file brings back.
    if (!now || (!exercise && plan.removeExercise(entry, now))) continue;
    kept.push(entryId);
    if (entry && exercise) plan.editExercise(entry, exercise, now, done ?? entry);
    if (exercise) planSets(plan, `${at}`, entry?.sets ?? [], exercise.sets, now, done?.sets ?? []);
  }
  plan.reorderExercises(rearranged(begun.exercises, kept, current.exercises));
  plan.end(wanted, current);
  return plan.done();
}

function planSets(
  plan: Planning,
  place: string,
  base: readonly SetDocument[],
  wanted: readonly Performance[],
  now: EntryDocument,
  begun: readonly SetDocument[],
): void {
  const kept: SetId[] = [];
  for (const [at, [set, performance]] of corrections(base, wanted).entries()) {
    const setId = set?.id ?? plan.setIdAt(`${place}:${at}`);
    const done = find(begun, setId);
    if (!set && !done) {
      plan.logSet(now.id, setId, performance);
      kept.push(setId);
      continue;
    }
    const current = find(now.sets, setId);
    if (!current || (!performance && plan.removeSet(now.id, set, current))) continue;
    kept.push(setId);
    if (set && performance) plan.correctSet(now.id, set, performance, current, done ?? set);
  }
  plan.reorderSets(now.id, rearranged(begun, kept, now.sets));
}

const find = <Item extends { id: string }>(items: readonly Item[], wanted: string): Item | undefined =>
  items.find(({ id }) => id === wanted);

type Planning = ReturnType<typeof planning>;

/** Gathers commands, each only where it changes something and may. */
function planning(makeId: MakeId, onBoth: OnBoth) {
  const commands: SessionCommand[] = [];
  const counts = { added: 0, updated: 0, removed: 0 };
  const may = (base: unknown, current: unknown) => onBoth === 'overwrite' || equal(base, current);
  /** Of these fields, those to change, as they shall be. */
  const changesOf = <Field extends string>(
    fields: readonly Field[],
    base: Record<Field, unknown>,
    wanted: Record<Field, unknown>,
    current: Record<Field, unknown>,
    begun: Record<Field, unknown>,
  ) => {
    const differs = (field: Field) => ![base, current, begun].some((other) => other[field] === wanted[field]);
    const changed = fields.filter((field) => differs(field) && may(base[field], current[field]));
    return changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, wanted[field]])) : null;
  };
  return {
    editSession(base: SessionDocument, wanted: Wanted, current: SessionDocument, begun: SessionDocument) {
      // What has not ended yet is ended, not edited, and an end that was made can be moved only.
      const isEnd = wanted.endedAt !== null && current.endedAt !== null;
      const fields = ['name', 'notes', 'startedAt', 'timezone', ...(isEnd ? (['endedAt'] as const) : [])] as const;
      const data = changesOf(fields, base, wanted, current, begun);
      if (data) commands.push({ type: 'EditSession', data });
    },
    addExercise(entryId: EntryId, exercise: ImportedExercise, place: string) {
      commands.push(...addition(entryId, exercise, place, makeId));
      counts.added += exercise.sets.length;
    },
    editExercise(base: EntryDocument, wanted: ImportedExercise, current: EntryDocument, begun: EntryDocument) {
      const data = changesOf(['supersetGroup', 'notes'], base, wanted, current, begun);
      if (data) commands.push({ type: 'EditExercise', data: { entryId: base.id, ...data } });
    },
    /** Whether it goes. */
    removeExercise(base: EntryDocument, current: EntryDocument): boolean {
      if (!may({ ...base, order: null }, { ...current, order: null })) return false;
      commands.push({ type: 'RemoveExercise', data: { entryId: base.id } });
      counts.removed += current.sets.length;
      return true;
    },
    setIdAt: (place: string) => makeId(place) as SetId,
    logSet(entryId: EntryId, setId: SetId, performance: Performance) {
      commands.push({ type: 'LogSet', data: { entryId, setId, ...performance } });
      counts.added += 1;
    },
    correctSet(entryId: EntryId, base: SetDocument, wanted: Performance, current: SetDocument, begun: SetDocument) {
      if ([base, current, begun].some((other) => equal(wanted, performanceOf(other)))) return;
      if (!may(performanceOf(base), performanceOf(current))) return;
      const { personal, ...values } = wanted;
      commands.push({ type: 'CorrectSet', data: { entryId, setId: base.id, ...values, notes: personal.notes } });
      counts.updated += 1;
    },
    /** Whether it goes. */
    removeSet(entryId: EntryId, base: SetDocument, current: SetDocument): boolean {
      if (!may(performanceOf(base), performanceOf(current))) return false;
      commands.push({ type: 'RemoveSet', data: { entryId, setId: base.id } });
      counts.removed += 1;
      return true;
    },
    reorderExercises(entryIds: readonly EntryId[] | null) {
      if (entryIds) commands.push({ type: 'ReorderExercises', data: { entryIds } });
    },
    reorderSets(entryId: EntryId, setIds: readonly SetId[] | null) {
      if (setIds) commands.push({ type: 'ReorderSets', data: { entryId, setIds } });
    },
    /** Comes last, for what follows an end is a correction. */
    end({ endedAt }: Wanted, { status }: SessionDocument) {
      if (status === 'in_progress' && endedAt !== null) commands.push({ type: 'CompleteSession', data: { endedAt } });
    },
    done: (): Plan => ({ commands, ...counts }),
  };
}

function addition(entryId: EntryId, exercise: ImportedExercise, place: string, makeId: MakeId): SessionCommand[] {
  const { name, exerciseId = null, mode, supersetGroup, notes, sets } = exercise;
  const entry = { entryId, exerciseId, mode, supersetGroup, personal: { name, notes } };
  const logged = sets.map((performance, at): SessionCommand => {
    const setId = makeId(`${place}:${at}`) as SetId;
    return { type: 'LogSet', data: { entryId, setId, ...performance } };
  });
  return [{ type: 'AddExercise', data: entry }, ...logged];
}

/** Exercises are told apart by what they are; everything else of them can be edited. */
const kindOf = ({ name, mode }: Pick<EntryDocument, 'name' | 'mode'>): string => JSON.stringify([name, mode]);

const contentOf = (set: Performance): string => {
  const { type, weight, reps, seconds, distance, rpe, rir, performedAt, personal } = set;
  const measures = [weight?.value, weight?.unit, reps, seconds, distance?.value, distance?.unit];
  return JSON.stringify([type, ...measures, rpe, rir, performedAt, personal.notes]);
};

/** Pairs equal sets; of what differs between two equal neighbours, each is taken for a correction of its counterpart. */
function corrections(sets: readonly SetDocument[], wanted: readonly Performance[]): Pair<SetDocument, Performance>[] {
  const pairs: Pair<SetDocument, Performance>[] = [];
  let unpaired: number[] = [];
  for (const pair of align(sets, wanted, (set) => contentOf(performanceOf(set)), contentOf)) {
    const [set, performance] = pair;
    if (set && performance) unpaired = [];
    else if (set) unpaired.push(pairs.length);
    const counterpart = set ? undefined : unpaired.shift();
    const base = counterpart === undefined ? undefined : pairs[counterpart]?.[0];
    if (counterpart !== undefined && base && performance) pairs[counterpart] = [base, performance];
    else pairs.push(pair);
  }
  return pairs;
}

/**
 * The order that `kept` asks for, with what else stands behind it; null where appending and removing alone already
 * lead there, so that an order of the athlete's own outlives an import that changes nothing about it.
 */
function rearranged<Id extends string>(
  base: readonly { id: Id }[],
  kept: readonly Id[],
  current: readonly { id: Id }[],
): Id[] | null {
  const old = new Set(base.map(({ id }) => id));
  const staying = new Set(kept);
  const asIs = [...base.map(({ id }) => id).filter((id) => staying.has(id)), ...kept.filter((id) => !old.has(id))];
  if (asIs.every((id, index) => id === kept[index])) return null;
  const others = current.map(({ id }) => id).filter((id) => !old.has(id));
  return [...kept, ...others];
}
