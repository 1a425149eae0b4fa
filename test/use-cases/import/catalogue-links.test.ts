import { expect } from 'chai';
import { type Context, createExecute } from '../../../src/commands/execute.ts';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import { documentOf, replay } from '../../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../../src/documents/session.ts';
import type { ExerciseId, ImportId, TimeZone } from '../../../src/events/ids.ts';
import { createIds } from '../../../src/infra/local/ids.ts';
import { createExerciseMatcher, type NamedExercise } from '../../../src/use-cases/import/match.ts';
import { createRunImport, createUndoImport } from '../../../src/use-cases/import/run.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { athlete, noon } from '../../support/specification.ts';

const idOf = (n: number) => `01900000-0000-7000-8000-00000000030${n}` as ExerciseId;
const [squat, row, curl, mine] = [idOf(1), idOf(2), idOf(3), idOf(4)];
const named = (id: ExerciseId, name: string, isOwn = false): NamedExercise => ({ id, name, isOwn, aliases: [] });
const shelf = [named(squat, 'Squat (Barbell)'), named(row, 'Seated Row (Cable)')];

const head =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n';
const csvOf = (...names: readonly string[]) =>
  head + names.map((name) => `2025-02-01 10:00:00,Legs,1h,${name},1,100,5,0,0,,,\n`).join('');

/** Imports into a log in memory, by the exercises that are known at the time. */
function athleteWith(exercises: readonly NamedExercise[]) {
  const store = inMemoryEventStore(() => noon);
  const execute = createExecute({
    store,
    positions: { record: async () => {} },
    cache: new Map(),
    settle: async () => ({ confirm: async () => {} }),
  });
  let known = exercises;
  const deriveId = createIds(Buffer.alloc(32, 7)).deriveAt;
  const ports = { execute, store, clock: () => noon, deriveId, matcherFor: async () => createExerciseMatcher(known) };
  const by = { userId: athlete, role: 'application-access', correlationId: 'request' } as const;
  const sessions = (): SessionDocument[] =>
    [...Map.groupBy(store.all(), ({ stream }) => stream).entries()].flatMap(([stream, events]) => {
      if (!stream.startsWith('session-')) return [];
      return documentOf(replay(sessionFold, events)) ?? [];
    });
  return {
    store,
    know(...more: readonly NamedExercise[]) {
      known = more;
    },
    async put(csv: string) {
      const bytes = Buffer.from(csv);
      async function* open() {
        yield bytes;
      }
      const { report } = await createRunImport(ports)({
        ...by,
        format: 'strong',
        unit: 'kg',
        timezone: 'UTC' as TimeZone,
        fileName: null,
        dryRun: false,
        source: { digest: csv, open },
      });
      if (report.id === null) throw new Error('That was a dry run');
      return { ...report, id: report.id };
    },
    undo: (importId: ImportId) => createUndoImport(ports)({ ...by, importId }),
    /** An edit by hand. */
    async edit(command: (document: SessionDocument) => SessionCommand) {
      const [document] = sessions();
      if (!document) throw new Error('There is no session');
      const context: Context = {
        actor: { id: athlete, role: 'application-access', via: 'http' },
        by: athlete,
        owner: athlete,
        correlationId: 'edit',
        causationId: 'edit',
        receivedAt: noon,
      };
      await execute(session, document.id, [command(document)], context);
    },
    links: () => sessions().flatMap((each) => each.exercises.map(({ name, exerciseId }) => [name, exerciseId])),
  };
}

describe('imported exercises', () => {
  it('are linked to those of the catalogue, keep their names as written, and to none where none is meant', async () => {
    const { put, links } = athleteWith(shelf);
    await put(csvOf('SQUAT - Barbell', 'Cable Seated Rows', 'Sofa Lift'));
    expect(links()).to.deep.equal([
      ['SQUAT - Barbell', squat],
      ['Cable Seated Rows', row],
      ['Sofa Lift', null],
    ]);
  });

  it('are linked to the athlete’s own first', async () => {
    const { put, links } = athleteWith([...shelf, named(mine, 'Squat (Barbell)', true)]);
    await put(csvOf('Squat (Barbell)'));
    expect(links()).to.deep.equal([['Squat (Barbell)', mine]]);
  });

  it('stay as they are when the same file comes again, whatever the catalogue has become', async () => {
    const { put, links, know, store } = athleteWith(shelf);
    const csv = csvOf('Squat (Barbell)', 'Seated Row (Cable)', 'Bicep Curl');
    await put(csv);
    const [before, count] = [links(), store.all().length];
    // One has another name, one is gone, one is new, and one is the athlete's own now.
    know(named(squat, 'Back Squat'), named(curl, 'Bicep Curl'), named(mine, 'Squat (Barbell)', true));
    const { counts } = await put(csv);
    expect(counts).to.include({ sessionsUpdated: 0, added: 0, updated: 0, removed: 0, unchanged: 3 });
    expect(links()).to.deep.equal(before);
    expect(store.all().slice(count)).to.deep.equal([]);
  });

  it('are linked by the catalogue of the day where a later file adds some; the others keep their links', async () => {
    const { put, links, know } = athleteWith(shelf);
    await put(csvOf('Squat (Barbell)', 'Bicep Curl'));
    know(named(mine, 'Squat (Barbell)', true), named(curl, 'Bicep Curl'), named(row, 'Seated Row (Cable)'));
    const { counts } = await put(csvOf('Squat (Barbell)', 'Bicep Curl', 'Seated Row (Cable)'));
    expect(counts).to.include({ added: 1, updated: 0, removed: 0 });
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', squat],
      ['Bicep Curl', null],
      ['Seated Row (Cable)', row],
    ]);
  });

  it('keep a link that the athlete has made by hand, through imports and their undoing', async () => {
    const { put, links, edit, undo } = athleteWith(shelf);
    await put(csvOf('Squat (Barbell)'));
    await edit(({ exercises }) => {
      const [entry] = exercises;
      if (!entry) throw new Error('There is no exercise');
      return { type: 'EditExercise', data: { entryId: entry.id, exerciseId: mine } };
    });
    const { id } = await put(csvOf('Squat (Barbell)', 'Sofa Lift'));
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', mine],
      ['Sofa Lift', null],
    ]);
    await undo(id);
    expect(links()).to.deep.equal([['Squat (Barbell)', mine]]);
  });

  it('come back with their links when an undo brings back what a changed file had taken out', async () => {
    const { put, links, know, undo } = athleteWith(shelf);
    await put(csvOf('Squat (Barbell)', 'Seated Row (Cable)'));
    know();
    const { id } = await put(csvOf('Squat (Barbell)'));
    expect(links()).to.deep.equal([['Squat (Barbell)', squat]]);
    await undo(id);
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', squat],
      ['Seated Row (Cable)', row],
    ]);
  });

  it('are linked anew when the file comes again after an undo', async () => {
    const { put, links, know, undo } = athleteWith(shelf);
    const csv = csvOf('Squat (Barbell)', 'Bicep Curl');
    const { id } = await put(csv);
    await undo(id);
    expect(links()).to.deep.equal([]);
    know(named(curl, 'Bicep Curl'));
    await put(csv);
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', null],
      ['Bicep Curl', curl],
    ]);
  });
});
