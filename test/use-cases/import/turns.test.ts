import { expect } from 'chai';
import type { MatchExercise } from '../../../src/use-cases/import/match.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { createImporter, header } from './support/importer.ts';

/** How many sets, commands or rows may be processed before other work of the process gets its turn. */
const slice = 250;
/** How many workouts are planned together. */
const chunk = 48;

const workout = (day: number, exercises: number, sets: number): string[] =>
  Array.from(
    { length: exercises * sets },
    (_, at) =>
      `2025-01-${String(day).padStart(2, '0')} 10:00:00,A,1h,E${Math.floor(at / sets)},${(at % sets) + 1},100,5,0,0,,,`,
  );
const csvOf = (...rows: readonly string[][]) => [header, ...rows.flat(), ''].join('\n');
const large = csvOf(workout(1, 400, 5), workout(2, 400, 5), workout(3, 400, 5));
const sets = 6_000;

describe('an import that works for long', () => {
  let breaths = 0;
  const importerOf = (store = inMemoryEventStore(() => noon), match: MatchExercise = () => null) =>
    createImporter({
      store,
      readMatcher: () => match,
      async breathe() {
        breaths += 1;
      },
    });
  beforeEach(() => {
    breaths = 0;
  });

  it('lets other work have its turn after few sets while it plans and rehearses them in a dry run', async () => {
    await importerOf().importFile(large, { dryRun: true });
    // Planning takes one pause for each workout, and the rehearsal one for each slice of commands.
    expect(breaths).to.be.at.least(sets / slice);
  });

  it('lets other work have its turn after few sets while it appends them, and appends few at once', async () => {
    const store = inMemoryEventStore(() => noon);
    const sizes: number[] = [];
    const append: typeof store.append = (stream, events, head) => {
      sizes.push(events.length);
      return store.append(stream, events, head);
    };
    await importerOf({ ...store, append }).importFile(large);
    expect(breaths).to.be.at.least((2 * sets) / slice);
    expect(Math.max(...sizes)).to.be.at.most(slice);
  });

  it('reads each session once, and lets other work have its turn between its read, its plan and its append', async () => {
    const store = inMemoryEventStore(() => noon);
    const reads: string[] = [];
    const read: typeof store.read = (stream, ...range) => {
      if (stream.startsWith('session-')) reads.push(stream);
      return store.read(stream, ...range);
    };
    const days = Array.from({ length: 20 }, (_, day) => workout(day + 1, 1, 1));
    const { id } = await importerOf({ ...store, read }).importFile(csvOf(...days));
    expect(reads).to.have.lengthOf(20);
    expect(breaths).to.be.at.least(2 * 20);
    await importerOf({ ...store, read }).undo(id);
    expect(reads).to.have.lengthOf(2 * 20);
    expect(new Set(reads).size).to.equal(20);
    expect(breaths).to.be.at.least(4 * 20);
  });

  it('reads and plans further workouts while the earlier ones are written', async () => {
    const store = inMemoryEventStore(() => noon);
    const hasReadOn = Promise.withResolvers<void>();
    const reads = new Set<string>();
    const read: typeof store.read = (stream, ...range) => {
      if (stream.startsWith('session-')) reads.add(stream);
      if (reads.size > chunk) hasReadOn.resolve();
      return store.read(stream, ...range);
    };
    const append: typeof store.append = async (stream, events, head) => {
      if (stream.startsWith('session-')) await hasReadOn.promise;
      return store.append(stream, events, head);
    };
    const starts = Array.from({ length: 2 * chunk }, (_, at) =>
      workout(1 + (at % 28), 1, 1).map((row) => row.replace('2025', `${1980 + Math.floor(at / 28)}`)),
    );
    const { counts } = await importerOf({ ...store, read, append }).importFile(csvOf(...starts));
    expect(counts.sessions).to.equal(2 * chunk);
  });

  it('looks up each name of an exercise once, and lets other work have its turn after each', async () => {
    const names: string[] = [];
    const store = inMemoryEventStore(() => noon);
    await importerOf(store, (name) => {
      names.push(name);
      return null;
    }).importFile(large);
    expect(names).to.have.lengthOf(400);
    expect(new Set(names).size).to.equal(400);
    expect(breaths).to.be.at.least(400);
  });

  it('lets other work have its turn after few rejected rows', async () => {
    const rows = Array.from({ length: 10_000 }, () => '"');
    await importerOf().importFile(csvOf(rows));
    expect(breaths).to.be.at.least(rows.length / slice);
  });

  it('rejects a workout that no session has room for without planning it', async () => {
    const { counts, errors } = await importerOf().importFile(csvOf(workout(1, 5, 401)));
    expect(counts).to.include({ sessions: 0, rejected: 2_005 });
    expect(errors[0]?.reason).to.equal('A training session has at most 2000 sets.');
  });
});
