import type { MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';

const traits = {
  ...{ category: 'strength', difficultyLevel: 'expert', force: null, mechanic: null, primaryMuscles: [1] },
  ...{
    secondaryMuscles: [],
    equipment: [1, 2],
    tags: [],
    metrics: ['weight'],
    imagePathStart: null,
    imagePathEnd: null,
  },
};
const textsOf = (value: number) => ({ name: `Row ${value}`, aliases: [], instructions: null, safety: null });
const counts = {
  ...{ sessions: 1, sessionsAdded: 1, sessionsUpdated: 0, sets: 3, added: 3, updated: 0, unchanged: 0 },
  ...{ removed: 0, rejected: 1 },
};

/** What a random act does, and the value that it uses. */
export type Act = Readonly<{ act: number; value: number }>;
type Owned = Readonly<{ id: string; owner: string }>;

/** Creates a function that appends the events of a random act to the log: acts of two accounts, and shared ones. */
export function createFeedScript(log: MemoryLog) {
  const sessions: (Owned & { importId: string | null })[] = [];
  const exercises: Owned[] = [];
  const imports: (Owned & { state: 'begun' | 'completed' })[] = [];
  const catalogue: string[] = [];
  let made = 0;
  const write = (stream: string, owner: string, type: string, data: object) =>
    log.append({ stream, owner, type, data });
  const ofSession = ({ id, owner }: Owned, type: string, data: object = {}) =>
    write(`session-${id}`, owner, type, data);
  const ofExercise = ({ id, owner }: Owned, type: string, data: object = {}) =>
    write(`exercise-${id}`, owner, type, data);
  const ofImport = ({ id, owner }: Owned, type: string, data: object = {}) => write(`import-${id}`, owner, type, data);
  const pick = <Item>(items: readonly Item[], value: number): Item | undefined => items[value % items.length];
  const drop = <Item>(items: Item[], item: Item) => void items.splice(items.indexOf(item), 1);

  function startSession(owner: string, value: number, importId: string | null = null): void {
    made += 1;
    const session = { id: idFor(1, made), owner, importId };
    sessions.push(session);
    const personal = { name: `Session ${value}`, notes: null, plan: null, unit: null };
    const startedAt = '2026-01-10T08:00:00.000000Z';
    ofSession(session, 'SessionStarted', {
      ...{ sessionId: session.id, userId: owner, startedAt, timezone: 'UTC', importId, personal },
      ...{ live: false, plan: null, planDay: null, unit: null },
    });
  }
  function deleteSession(session: (typeof sessions)[number]): void {
    drop(sessions, session);
    ofSession(session, 'SessionDeleted');
  }
  function addEntry(value: number): void {
    const session = pick(sessions, value);
    const own = exercises.filter(({ owner }) => owner === session?.owner).map(({ id }) => id);
    if (session) addEntryOf(session, pick([...own, ...own, ...catalogue, null], value >> 3) ?? null, value);
  }
  function addEntryOf(session: Owned, exerciseId: string | null, value = 0): void {
    made += 1;
    const entry = { entryId: idFor(2, made), exerciseId, mode: 'reps', supersetGroup: null, planned: null };
    const personal = { name: `Entry ${value}`, notes: null, planned: null };
    ofSession(session, 'ExerciseAdded', { ...entry, correction: false, personal });
  }
  function addOwnExercise(owner: string, value: number): void {
    made += 1;
    const exercise = { id: idFor(5, made), owner };
    exercises.push(exercise);
    ofExercise(exercise, 'OwnExerciseAdded', {
      ...{ exerciseId: exercise.id, createdBy: owner, ...traits, personal: textsOf(value) },
    });
  }
  function addToCatalogue(value: number): void {
    made += 1;
    const exercise = { id: idFor(6, made), owner: 'system' };
    catalogue.push(exercise.id);
    const data = { exerciseId: exercise.id, slug: `row-${made}`, ...textsOf(value), ...traits };
    ofExercise(exercise, 'CatalogueExerciseAdded', data);
  }
  function deleteFromCatalogue(value: number): void {
    const id = pick(catalogue, value);
    if (id === undefined) return;
    drop(catalogue, id);
    ofExercise({ id, owner: 'system' }, 'ExerciseDeleted');
  }
  function deleteOwnExercise(value: number): void {
    const exercise = pick(exercises, value);
    if (!exercise) return;
    drop(exercises, exercise);
    ofExercise(exercise, 'ExerciseDeleted');
  }
  function beginImport(owner: string, value: number): void {
    made += 1;
    const job = { id: idFor(7, made), owner, state: 'begun' as const };
    imports.push(job);
    ofImport(job, 'ImportStarted', {
      ...{ importId: job.id, userId: owner, format: 'strong', unit: 'kg', timezone: 'UTC' },
      personal: { fileName: `${value}.csv` },
    });
    for (let number = 0; number <= value % 4; number += 1) startSession(owner, value + number, job.id);
  }
  function continueImport(value: number): void {
    const job = pick(imports, value);
    if (!job) return;
    if (job.state === 'begun') {
      job.state = 'completed';
      ofImport(job, 'ImportCompleted', { counts });
      return;
    }
    drop(imports, job);
    ofImport(job, 'ImportUndoBegun');
    for (const session of sessions.filter(({ importId }) => importId === job.id)) deleteSession(session);
    ofImport(job, 'ImportUndone');
  }

  const renameAccount = (owner: string, value: number) =>
    write(`account-${owner}`, owner, 'AccountRenamed', { personal: { name: `Name ${value}` } });
  const renameEquipment = (value: number) =>
    write('directory-equipment', 'system', 'DirectoryItemRenamed', {
      ...{ itemId: 1 + (value % 2), name: `Thing ${value}`, anatomicalName: null },
    });

  addToCatalogue(0);
  for (const owner of [ownerId(1), ownerId(2)]) {
    write(`account-${owner}`, owner, 'AccountRegistered', {
      ...{ accountId: owner, isActive: true, isSuperuser: false, role: 'application-access', credentialId: owner },
      personal: { email: `${owner}@example.com`, name: null },
    });
  }
  for (const itemId of [1, 2]) {
    for (const kind of ['muscleGroups', 'equipment']) {
      write(`directory-${kind}`, 'system', 'DirectoryItemAdded', {
        ...{ itemId, name: `${kind} ${itemId}`, anatomicalName: null },
      });
    }
  }

  /** A random act. Most are of the first account, whose client follows the feed. */
  function act({ act: number, value }: Act): void {
    const owner = ownerId(value % 5 === 0 ? 2 : 1);
    const session = pick(sessions, value);
    const exercise = pick(exercises, value);
    const acts: readonly (() => unknown)[] = [
      () => startSession(owner, value),
      () => addEntry(value),
      () => addEntry(value + 1),
      () => session && ofSession(session, 'SessionRenamed', { personal: { name: `Name ${value}` }, correction: false }),
      () => session && deleteSession(session),
      () => addOwnExercise(owner, value),
      () => addOwnExercise(owner, value + 1),
      () => exercise && ofExercise(exercise, 'OwnExerciseRevised', { ...traits, personal: textsOf(value) }),
      () => deleteOwnExercise(value),
      () => deleteOwnExercise(value + 1),
      () => addToCatalogue(value),
      () => deleteFromCatalogue(value),
      () => beginImport(owner, value),
      () => continueImport(value),
      () => renameAccount(owner, value),
      () => renameEquipment(value),
    ];
    pick(acts, number)?.();
  }
  return {
    ...{ act, startSession, addEntryOf, addOwnExercise, deleteOwnExercise, deleteFromCatalogue, renameEquipment },
    ...{ renameAccount, beginImport, continueImport, catalogue, exercises, sessions },
  };
}
