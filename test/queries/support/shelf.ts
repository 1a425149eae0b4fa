import type { DatabasePool } from 'slonik';
import { createExecute } from '../../../src/commands/execute.ts';
import { type ExerciseCommand, exercise } from '../../../src/commands/exercise/decider.ts';
import { type ReferenceListCommand, referenceList } from '../../../src/commands/reference-list/decider.ts';
import { type Content, slugOf } from '../../../src/documents/exercise.ts';
import { present } from '../../../src/documents/presence.ts';
import type { AccountId, ExerciseId, Instant, Owner } from '../../../src/events/ids.ts';
import type { ReferenceListKind } from '../../../src/events/values.ts';
import { exerciseBodyOf } from '../../../src/http/exercises/exercise-body.ts';
import { readSeeds } from '../../../src/infra/local/seed-files.ts';
import type { RequiredPosition } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { type GetExercise, getExercise } from '../../../src/queries/exercises/get-exercise.ts';
import { getExerciseCatalogue } from '../../../src/queries/exercises/get-exercise-catalogue.ts';
import { type ListExercises, listExercises } from '../../../src/queries/exercises/list-exercises.ts';
import { type GetReferenceList, getReferenceList } from '../../../src/queries/reference-lists/get-reference-list.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import { createSeed } from '../../../src/use-cases/seed.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { memoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, projections, reset, silent } from '../../projections/support/tables.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { sealPlainly } from '../../support/plain-events.ts';

export const athlete = ownerId(1) as AccountId;
export const stranger = ownerId(2) as AccountId;
export const imageBase = 'https://cdn.example.com';
export const exerciseId = (number: number) => idFor(5, number) as ExerciseId;

/** Plain content, for tests that care about a member or two. */
export const contentOf = (name: string, change: Partial<Content> = {}): Content => ({
  ...{ name, aliases: [], instructions: null, safety: null, category: 'strength', difficultyLevel: 'beginner' },
  ...{ force: null, mechanic: null, primaryMuscles: [1], secondaryMuscles: [], equipment: [], tags: [] },
  ...{ metrics: ['weight', 'reps'], imagePathStart: null, imagePathEnd: null, ...change },
});

export type Shown = Readonly<{ id: ExerciseId; name: string; slug: string | null; createdBy: string | null }>;
export type ShownList = Readonly<{ items: Shown[]; total: number; limit: number; offset: number }>;

/**
 * Directories and exercises from commands to queries: a log in memory, read tables in Postgres that take it in when they are told to.
 */
export async function shelfOn(db: DatabasePool, lanes = 4) {
  const layout = await reset(db, lanes);
  let minute = 0;
  // Later with every command, so that times tell the order.
  const clock = () => `2026-02-01T00:${String(++minute % 60).padStart(2, '0')}:00.000000Z` as Instant;
  const store = inMemoryEventStore(clock);
  const execute = createExecute({
    store,
    positions: { record: async () => {} },
    cache: new Map(),
    settle: async () => ({ confirm: async () => {} }),
  });
  const directories = createReadReferenceLists(store);
  const work = createWorker({
    ...{ log: memoryLog(), layout, logger: silent, signal: new AbortController().signal },
    apply: createApply({ db, projections, decrypt }),
  });
  const head = () => store.all().at(-1)?.position ?? 0n;
  const reader: Reader = { db, locator: firstVersions(layout), watch: watchCheckpoints(db, { boundMs: 300 }) };
  const contextOf = (owner: Owner, by: AccountId = athlete) => ({
    ...{ actor: { id: by, role: 'application-access', via: 'http' } as const, by, owner },
    ...{ correlationId: 'correlation', causationId: 'causation', receivedAt: clock() },
  });
  const anything: RequiredPosition = () => 0n;
  const usual = { caller: athlete, requiredPosition: anything, imageBase };

  return {
    reader,
    layout,
    head,
    store,
    /** Everything that was written up to now, in the lanes that are named. */
    async takeIn(only: readonly number[] = Array.from({ length: lanes }, (_, lane) => lane)) {
      for (const lane of only) {
        const events = store
          .all()
          .filter(({ metadata: { owner } }) => layout.laneOf(owner) === lane)
          .map(sealPlainly);
        await work({ layout: 1, lane, from: 0n, to: head(), mark: null, events });
      }
    },
    async seed() {
      const seeds = await readSeeds(new URL('../../../seeds', import.meta.url).pathname, slugOf);
      await createSeed({ execute, clock, newId: () => 'seed' })(seeds);
      return seeds;
    },
    directory: (kind: ReferenceListKind, ...commands: readonly ReferenceListCommand[]) =>
      execute(referenceList, kind, commands, contextOf('system')),
    /** Sends a command and answers what its client is shown. */
    async exercise(
      number: number,
      command: ExerciseCommand | Omit<Extract<ExerciseCommand, { directories: unknown }>, 'directories'>,
      owner: Owner = athlete,
    ) {
      const known = await directories();
      const sent = { directories: known, ...command } as ExerciseCommand;
      const by = owner === 'system' ? athlete : owner;
      const outcome = await execute(exercise, exerciseId(number), [sent], contextOf(owner, by));
      return exerciseBodyOf(present(outcome.presence, 'exercise').document, known, imageBase);
    },
    own(number: number, content: Content, owner: AccountId = athlete) {
      const data = { ...content, exerciseId: exerciseId(number), createdBy: owner };
      return this.exercise(number, { type: 'AddOwnExercise', data }, owner);
    },
    shared(number: number, content: Content) {
      const data = { ...content, exerciseId: exerciseId(number) };
      return this.exercise(number, { type: 'SeedExercise', data }, 'system');
    },
    async list(change: Partial<ListExercises> = {}): Promise<ShownList> {
      const list = { ...usual, scope: 'all', sortOrder: 'asc', limit: 20, offset: 0, ...change } as const;
      return JSON.parse(await listExercises(reader, list));
    },
    async names(change: Partial<ListExercises> = {}) {
      return (await this.list(change)).items.map(({ name }) => name);
    },
    async get(by: GetExercise['by'], change: Partial<GetExercise> = {}) {
      const found = await getExercise(reader, { ...usual, by, ...change });
      return found && { ...found, doc: JSON.parse(found.doc) };
    },
    catalogue: (known: readonly string[] = [], requiredPosition = anything) =>
      getExerciseCatalogue(reader, { ...usual, requiredPosition, knownVersions: known }),
    async items(kind: ReferenceListKind, change: Partial<GetReferenceList> = {}) {
      const list = {
        kind,
        requiredPosition: anything,
        orderBy: 'name',
        sortOrder: 'asc',
        ...change,
      } as const;
      const { body } = await getReferenceList(reader, list);
      return JSON.parse(body) as { id: number; name: string }[];
    },
  };
}
export type Shelf = Awaited<ReturnType<typeof shelfOn>>;
