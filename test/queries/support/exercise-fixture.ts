import type { DatabasePool } from 'slonik';
import { createExecute } from '../../../src/commands/execute.ts';
import { type ExerciseCommand, exercise } from '../../../src/commands/exercise/decider.ts';
import { type ReferenceListCommand, referenceList } from '../../../src/commands/reference-list/decider.ts';
import { type Content, slugOf } from '../../../src/documents/exercise.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import type { AccountId, ExerciseId, Instant, Owner } from '../../../src/events/ids.ts';
import type { ReferenceListKind } from '../../../src/events/values.ts';
import { exerciseBodyOf } from '../../../src/http/exercises/exercise-body.ts';
import { readSeeds } from '../../../src/infra/local/seed-files.ts';
import type { RequiredPosition } from '../../../src/ports/lanes.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { type GetExercise, getExercise } from '../../../src/queries/exercises/get-exercise.ts';
import { getExerciseCatalogue } from '../../../src/queries/exercises/get-exercise-catalogue.ts';
import { type ListExercises, listExercises } from '../../../src/queries/exercises/list-exercises.ts';
import { type GetReferenceList, getReferenceList } from '../../../src/queries/reference-lists/get-reference-list.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import { createSeed } from '../../../src/use-cases/seed.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { sealPlainly } from '../../support/plain-events.ts';
import { athlete, exerciseId, imageBase } from './exercise-samples.ts';
import { createReadTables } from './read-tables.ts';

export type ExerciseFixture = Awaited<ReturnType<typeof createExerciseFixture>>;

/**
 * Creates functions that change and query reference lists and exercises. Queries see a change only after `project` has
 * applied it to the read models.
 */
export async function createExerciseFixture(db: DatabasePool) {
  const clock = createClock();
  const store = inMemoryEventStore(clock);
  const tables = await createReadTables(db, () => store.all().map(sealPlainly), { lanes: 4 });
  return { ...tables, ...createWrites(store, clock), ...createReads(tables.reader) };
}

/** Creates a clock that is one minute later at every call, so that every command has a time of its own. */
function createClock(): () => Instant {
  let minutes = 0;
  return () => {
    minutes += 1;
    return `2026-02-01T00:${String(minutes % 60).padStart(2, '0')}:00.000000Z` as Instant;
  };
}

/** A command as a test writes it: without `referenceLists`, which `changeExercise` adds. */
type SentCommand = ExerciseCommand | Omit<Extract<ExerciseCommand, { referenceLists: unknown }>, 'referenceLists'>;

function createWrites(store: ReturnType<typeof inMemoryEventStore>, clock: () => Instant) {
  const execute = createExecute({
    store,
    positions: { record: async () => {} },
    cache: new Map(),
    takeClaims: async () => ({ confirm: async () => {} }),
  });
  const readReferenceLists = createReadReferenceLists(store);
  const contextOf = (owner: Owner) => {
    const by = owner === 'system' ? athlete : owner;
    return {
      ...{ actor: { id: by, role: 'application-access', via: 'http' } as const, by, owner },
      ...{ correlationId: 'correlation', causationId: 'causation', receivedAt: clock() },
    };
  };

  /**
   * Sends a command to an exercise and returns the document that its sender is shown; null when the exercise is
   * deleted.
   */
  async function changeExercise(number: number, command: SentCommand, owner: Owner = athlete) {
    const referenceLists = await readReferenceLists();
    const sent = { referenceLists, ...command } as ExerciseCommand;
    const outcome = await execute(exercise, exerciseId(number), [sent], contextOf(owner));
    const document = documentOf(outcome.presence);
    return document && exerciseBodyOf(document, referenceLists, imageBase);
  }

  return {
    changeExercise,
    changeReferenceList: (kind: ReferenceListKind, ...commands: readonly ReferenceListCommand[]) =>
      execute(referenceList, kind, commands, contextOf('system')),
    addOwn(number: number, content: Content, owner: AccountId = athlete) {
      const data = { ...content, exerciseId: exerciseId(number), createdBy: owner };
      return changeExercise(number, { type: 'AddOwnExercise', data }, owner);
    },
    addToCatalogue(number: number, content: Content) {
      const data = { ...content, exerciseId: exerciseId(number) };
      return changeExercise(number, { type: 'SeedExercise', data }, 'system');
    },
    /** Writes the seed data of this repository to the log, and returns the seed data. */
    async seed() {
      const seeds = await readSeeds(new URL('../../../seeds', import.meta.url).pathname, slugOf);
      await createSeed({ execute, clock, newId: () => 'seed' })(seeds, { isFirst: true });
      return seeds;
    },
  };
}

type ShownExercise = Readonly<{
  id: ExerciseId;
  name: string;
  slug: string | null;
  createdBy: string | null;
  updatedAt: string;
}>;
type ShownList = Readonly<{ items: ShownExercise[]; total: number; limit: number; offset: number }>;

function createReads(reader: Reader) {
  const nothing: RequiredPosition = () => 0n;
  const usual = { caller: athlete, requiredPosition: nothing, imageBase };

  const pageOf = (change: Partial<ListExercises> = {}) =>
    listExercises(reader, { ...usual, scope: 'all', sortOrder: 'asc', limit: 20, offset: 0, ...change });
  const list = async (change: Partial<ListExercises> = {}): Promise<ShownList> =>
    JSON.parse((await pageOf(change)).body);

  return {
    list,
    pageOf,
    listNames: async (change: Partial<ListExercises> = {}) => (await list(change)).items.map(({ name }) => name),
    async get(by: GetExercise['by'], change: Partial<GetExercise> = {}) {
      const found = await getExercise(reader, { ...usual, by, ...change });
      return found && { ...found, doc: JSON.parse(found.doc) };
    },
    getCatalogue: (knownVersions: readonly string[] = [], requiredPosition = nothing) =>
      getExerciseCatalogue(reader, { ...usual, requiredPosition, knownVersions }),
    async getItems(kind: ReferenceListKind, change: Partial<GetReferenceList> = {}) {
      const question = { kind, requiredPosition: nothing, orderBy: 'name', sortOrder: 'asc', ...change } as const;
      return JSON.parse((await getReferenceList(reader, question)).body) as { id: number; name: string }[];
    },
  };
}
