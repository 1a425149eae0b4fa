import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import type { Layout, RequiredPosition } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { type MemoryLog, memoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, foldedDocs, projections, reset, silent } from '../../projections/support/tables.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

const [shared, mine, kept] = [1, 2, 3].map((number) => idFor(5, number));
const owner = ownerId(1) as AccountId;
const texts = { name: 'Row', aliases: [], instructions: null, safety: null };
const traits = {
  ...{ category: 'strength', difficultyLevel: 'expert', force: null, mechanic: null, primaryMuscles: [1] },
  ...{ secondaryMuscles: [], equipment: [], tags: [], metrics: ['weight'], imagePathStart: null, imagePathEnd: null },
};

describe('sessions whose exercises were deleted', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let layout: Layout;
  let reader: Reader;

  beforeEach(async () => {
    log = memoryLog();
    layout = await reset(database.db, 4);
    reader = {
      db: database.db,
      locator: firstVersions(layout),
      watch: watchCheckpoints(database.db, { boundMs: 100 }),
    };
    for (const id of [shared, kept]) {
      write(`exercise-${id}`, 'system', 'CatalogueExerciseAdded', {
        exerciseId: id,
        slug: `row-${id}`,
        ...texts,
        ...traits,
      });
    }
    write(`exercise-${mine}`, owner, 'OwnExerciseAdded', {
      exerciseId: mine,
      createdBy: owner,
      personal: texts,
      ...traits,
    });
    for (const [number, exercises] of [
      [1, [shared, mine, null, shared, kept]],
      [2, [null]],
    ] as const) {
      const on = (type: string, data: object) => write(`session-${sessionId(number)}`, owner, type, data);
      on('SessionStarted', {
        ...{ sessionId: sessionId(number), userId: owner, startedAt: `2026-01-0${number}T08:00:00.000000Z` },
        ...{ timezone: 'UTC', importId: null, personal: { name: `"exerciseId":"${shared}"`, notes: 'exerciseId' } },
      });
      for (const [at, exerciseId] of exercises.entries()) {
        const entry = { entryId: idFor(2, number * 10 + at), exerciseId, mode: 'reps', supersetGroup: null };
        on('ExerciseAdded', { ...entry, personal: { name: `Entry ${at}`, notes: null }, correction: false });
      }
    }
    await takeIn();
  });

  const write = (stream: string, of: string, type: string, data: object) =>
    log.append({ type, data, stream, owner: of });
  const takeIn = async (only = [0, 1, 2, 3]) => {
    const signal = new AbortController().signal;
    const work = createWorker({
      log,
      layout,
      apply: createApply({ db: database.db, projections, decrypt }),
      logger: silent,
      signal,
    });
    for (const lane of only) {
      const events = log.all().filter(({ metadata }) => layout.laneOf(metadata.owner) === lane);
      await work({ layout: 1, lane, from: 0n, to: await log.head(), mark: null, events });
    }
  };
  const detail = async (number: number, requiredPosition: RequiredPosition = () => 0n) => {
    const found = await getSession(reader, { id: sessionId(number) as SessionId, owner, requiredPosition });
    return found && { ...found, doc: JSON.parse(found.doc) };
  };
  const list = async (requiredPosition: RequiredPosition = () => 0n) => {
    const page = { orderBy: 'startedAt', sortOrder: 'asc', limit: 20, offset: 0 } as const;
    return JSON.parse(await listSessions(reader, { ...page, owner, requiredPosition, view: 'full' })).items;
  };
  const references = (doc: { exercises: { exerciseId: string | null }[] }) =>
    doc.exercises.map((entry) => entry.exerciseId);

  it('show what was written as long as all are there, without a word about it in their tag', async () => {
    const id = sessionId(1) as SessionId;
    const found = await getSession(reader, { id, owner, requiredPosition: () => 0n });
    expect(found).to.deep.equal({ doc: foldedDocs(log.all())[id], revision: 5 });
  });

  it('lose the reference and nothing else, alone and in the list, and say so in their tag', async () => {
    const before = await detail(1);
    write(`exercise-${shared}`, 'system', 'ExerciseDeleted', {});
    await takeIn();
    const after = await detail(1);
    expect([after?.revision, after?.joined]).to.deep.equal([5, '1']);
    expect(references(after?.doc)).to.deep.equal([null, mine, null, null, kept]);
    const entries = before?.doc.exercises.map((entry: { exerciseId: string | null }) =>
      entry.exerciseId === shared ? { ...entry, exerciseId: null } : entry,
    );
    expect(after?.doc).to.deep.equal({ ...before?.doc, exercises: entries });
    write(`exercise-${mine}`, owner, 'ExerciseDeleted', {});
    await takeIn();
    expect(await detail(1)).to.include({ joined: '2' });
    const [first, second] = await list();
    expect(references(first)).to.deep.equal([null, null, null, null, kept]);
    expect(first).to.deep.equal((await detail(1))?.doc);
    expect(second).to.deep.equal((await detail(2))?.doc);
  });

  it('are not shown with what their owner has just deleted', async () => {
    write(`exercise-${shared}`, 'system', 'ExerciseDeleted', {});
    const position = await log.head();
    const lane = layout.laneOf('system');
    expect(lane).not.to.equal(layout.laneOf(owner));
    const requiredPosition: RequiredPosition = (of) => (of === lane ? position : 0n);
    const codeOf = (answer: Promise<unknown>) =>
      answer.then(
        () => null,
        (error) => (error instanceof DomainError ? error.code : error),
      );
    for (const ask of [() => detail(1, requiredPosition), () => list(requiredPosition)]) {
      expect(await codeOf(ask())).to.equal('read-model-behind');
    }
    // One that refers to none has nothing to wait for.
    expect(await codeOf(detail(2, requiredPosition))).to.equal(null);
    await takeIn([lane]);
    expect(references((await detail(1, requiredPosition))?.doc)[0]).to.equal(null);
  });
});
