import { expect } from 'chai';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import type { RequiredPosition } from '../../../src/ports/lanes.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { foldSessions } from '../../projections/support/tables.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';
import { createSessionWriter } from '../support/session-writer.ts';
import { fastestTimeOf } from '../support/statements.ts';

const [inCatalogue, own, kept] = [1, 2, 3].map((number) => idFor(5, number)) as [string, string, string];
const owner = ownerId(1) as AccountId;
const texts = { name: 'Row', aliases: [], instructions: null, safety: null };
const traits = {
  ...{ category: 'strength', difficultyLevel: 'expert', force: null, mechanic: null, primaryMuscles: [1] },
  ...{ secondaryMuscles: [], equipment: [], tags: [], metrics: ['weight'], imagePathStart: null, imagePathEnd: null },
};
type Doc = Readonly<{ exercises: readonly Readonly<{ exerciseId: string | null }>[] }>;

describe('references of training sessions to deleted exercises', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
    for (const exerciseId of [inCatalogue, kept]) {
      writeExercise(exerciseId, 'CatalogueExerciseAdded', {
        exerciseId,
        slug: `row-${exerciseId}`,
        ...texts,
        ...traits,
      });
    }
    writeExercise(own, 'OwnExerciseAdded', { exerciseId: own, createdBy: owner, personal: texts, ...traits });
    writeSession(1, [inCatalogue, own, null, inCatalogue, kept]);
    writeSession(2, [null]);
    await tables.project();
  });

  const writeExercise = (id: string, type: string, data: object = {}) =>
    log.append({ type, data, stream: `exercise-${id}`, owner: id === own ? owner : 'system' });
  const writeOwn = (id: string, type: string, data: object = {}) =>
    log.append({ type, data, stream: `exercise-${id}`, owner });
  function writeLongSession(number: number, exercises: readonly string[]): void {
    const session = createSessionWriter(log, number, owner);
    session.start({ startedAt: `2026-01-0${number}T08:00:00.000000Z`, notes: 'x'.repeat(10_000) });
    for (const exerciseId of exercises) session.addExercise(exerciseId, 'y'.repeat(100));
  }
  /** Writes a session whose name and notes contain text that looks like a reference to an exercise. */
  function writeSession(number: number, exercises: readonly (string | null)[]): void {
    const session = createSessionWriter(log, number, owner);
    const startedAt = `2026-01-0${number}T08:00:00.000000Z`;
    session.start({ startedAt, name: `"exerciseId":"${inCatalogue}"`, notes: 'exerciseId' });
    for (const [at, exerciseId] of exercises.entries()) session.addExercise(exerciseId, `Entry ${at}`);
  }

  const get = async (number: number, requiredPosition: RequiredPosition = () => 0n) => {
    const found = await getSession(tables.reader, { id: sessionId(number) as SessionId, owner, requiredPosition });
    return found && { ...found, doc: JSON.parse(found.doc) };
  };
  const list = async (requiredPosition: RequiredPosition = () => 0n) => {
    const page = { orderBy: 'startedAt', sortOrder: 'asc', limit: 20, offset: 0 } as const;
    return JSON.parse((await listSessions(tables.reader, { ...page, owner, requiredPosition, view: 'full' })).body)
      .items;
  };
  const referencesOf = (doc: Doc) => doc.exercises.map(({ exerciseId }) => exerciseId);

  it('shows a session as it was written, with its plain revision as ETag, while all its exercises exist', async () => {
    const id = sessionId(1) as SessionId;
    const found = await getSession(tables.reader, { id, owner, requiredPosition: () => 0n });
    expect(found).to.deep.equal({ doc: foldSessions(log.all())[id], revision: 5 });
  });

  it('shows null for a deleted exercise, alone and in the list, and changes the ETag but nothing else', async () => {
    const before = await get(1);
    writeExercise(inCatalogue, 'ExerciseDeleted');
    await tables.project();
    const after = await get(1);
    expect([after?.revision, after?.joined]).to.deep.equal([5, '1']);
    expect(referencesOf(after?.doc)).to.deep.equal([null, own, null, null, kept]);
    const exercises = (before?.doc.exercises as Doc['exercises'] | undefined)?.map((entry) =>
      entry.exerciseId === inCatalogue ? { ...entry, exerciseId: null } : entry,
    );
    expect(after?.doc).to.deep.equal({ ...before?.doc, exercises });

    writeExercise(own, 'ExerciseDeleted');
    await tables.project();
    expect(await get(1)).to.include({ joined: '2' });
    const [first, second] = await list();
    expect(referencesOf(first)).to.deep.equal([null, null, null, null, kept]);
    expect(first).to.deep.equal((await get(1))?.doc);
    expect(second).to.deep.equal((await get(2))?.doc);
  });

  it('leaves out the text of the version that the caller has, which changes with each deleted exercise', async () => {
    const question = { id: sessionId(1) as SessionId, owner, requiredPosition: () => 0n };
    const textOf = async (known: string) => (await getSession(tables.reader, { ...question, known }))?.doc;
    const whole = await textOf('');
    expect([await textOf('5'), await textOf('4'), await textOf('5.1')]).to.deep.equal(['', whole, whole]);
    writeExercise(inCatalogue, 'ExerciseDeleted');
    await tables.project();
    expect(await textOf('5.1')).to.equal('');
    expect(await textOf('5')).to.have.length.above(0);
  });

  it('shows null for a deleted exercise that was planned, also when another one was done', async () => {
    const session = createSessionWriter(log, 3, owner);
    session.start({ startedAt: '2026-01-03T08:00:00.000000Z' });
    session.addExercise(kept, 'Row', inCatalogue);
    session.addExercise(own, 'Row', own);
    await tables.project();
    const plannedIn = async () => {
      const exercises: readonly Readonly<{ planned: { exerciseId: string | null } }>[] = (await get(3))?.doc.exercises;
      return exercises.map(({ planned }) => planned.exerciseId);
    };
    expect(await plannedIn()).to.deep.equal([inCatalogue, own]);
    writeExercise(inCatalogue, 'ExerciseDeleted');
    writeExercise(own, 'ExerciseDeleted');
    await tables.project();
    expect(await plannedIn()).to.deep.equal([null, null]);
    expect(referencesOf((await get(3))?.doc)).to.deep.equal([kept, null]);
  });

  it('waits for the deletion of an exercise that the caller requires, unless the session has no references', async () => {
    writeExercise(inCatalogue, 'ExerciseDeleted');
    const position = await log.head();
    const lane = tables.layout.laneOf('system');
    expect(lane).not.to.equal(tables.layout.laneOf(owner));
    const required: RequiredPosition = (of) => (of === lane ? position : 0n);
    expect(await refusalOf(get(1, required))).to.equal('read-model-behind');
    expect(await refusalOf(list(required))).to.equal('read-model-behind');
    expect(await refusalOf(get(2, required))).to.equal(null);
    await tables.project([lane]);
    expect(referencesOf((await get(1, required))?.doc)[0]).to.equal(null);
  });

  it('reads a session that links 300 deleted exercises about as fast as one whose exercises exist', async () => {
    const links = Array.from({ length: 300 }, (_, at) => idFor(5, 100 + at));
    for (const exerciseId of links) {
      writeOwn(exerciseId, 'OwnExerciseAdded', { exerciseId, createdBy: owner, personal: texts, ...traits });
    }
    writeLongSession(3, links);
    await tables.project();
    const before = await fastestTimeOf(10, () => get(3));
    for (const exerciseId of links) writeOwn(exerciseId, 'ExerciseDeleted');
    await tables.project();
    expect((await get(3))?.joined).to.equal('300');
    expect(await fastestTimeOf(10, () => get(3))).to.be.below(10 * before + 10);
  });
});
