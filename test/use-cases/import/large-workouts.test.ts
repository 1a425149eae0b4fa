import { expect } from 'chai';
import type { Instant } from '../../../src/events/ids.ts';
import { refusalOf } from '../../imports/support/read.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { contentOf, contentsIn, createImporter, failingAfter, header, onlySession } from './support/importer.ts';

/**
 * JSON writes each character of this note as six characters, so that a few sets are already too large for one append.
 */
const note = '\u0001'.repeat(1_500);

/** Writes a CSV file with one workout: the names of its exercises, each with its number of sets. */
function csvOf(exercises: Readonly<Record<string, number>>, duration = '1h'): string {
  const rows = Object.entries(exercises).flatMap(([name, sets]) =>
    Array.from(
      { length: sets },
      (_, at) => `2025-02-01 10:00:00,Legs,${duration},${name},${at + 1},100,5,0,0,${note},,`,
    ),
  );
  return [header, ...rows, ''].join('\n');
}

/** A workout that needs four appends of at most 300,000 characters, but is within the maximum size of a session. */
const large = { Squat: 32, Lunge: 32, Curl: 32, Row: 32 };
const setCount = 128;
/** A workout with more characters than a session may have: the import must refuse only its last sets. */
const tooLarge = { ...large, Row: 80 };

/** Imports the file into an empty log without an interruption, and returns the sessions in that log. */
async function expectedContents(csv: string) {
  const store = inMemoryEventStore(() => noon);
  await createImporter({ store }).importFile(csv);
  return contentsIn(store);
}

describe('a workout that is too large for one append', () => {
  let store: InMemoryEventStore;
  const importer = () => createImporter({ store });
  /** Imports the large workout into a store that fails after `appends` appends to the stream of the session. */
  const importPart = (appends: number, log = store) =>
    refusalOf(createImporter({ store: failingAfter(appends, log, 'session-') }).importFile(csvOf(large)));
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('is imported completely', async () => {
    const { counts } = await importer().importFile(csvOf(large));
    expect(counts).to.include({ sessions: 1, added: setCount, rejected: 0 });
    const { status, exercises } = onlySession(store);
    expect([status, exercises.map(({ sets }) => sets.length)]).to.deep.equal(['completed', [32, 32, 32, 32]]);
  });

  it('is rejected completely when only its last sets are invalid', async () => {
    const { counts } = await importer().importFile(csvOf(tooLarge));
    expect(counts).to.include({ sessions: 0, sets: 0, rejected: 176 });
    expect(store.all().filter(({ stream }) => stream.startsWith('session-'))).to.deep.equal([]);
  });

  it('changes nothing in an existing session when only the last change is invalid', async () => {
    await importer().importFile(csvOf({ Squat: 5, Dip: 1 }));
    const before = onlySession(store);
    const { counts } = await importer().importFile(csvOf(tooLarge));
    expect(counts).to.include({ sessions: 0, rejected: 176 });
    expect(onlySession(store)).to.deep.equal(before);
  });

  for (const [what, csv] of [
    ['the same file', csvOf(large)],
    ['a corrected file', csvOf({ Squat: 30, Lunge: 32, Step: 3, Curl: 32, Row: 32 }, '2h')],
    ['a file with a single exercise', csvOf({ Squat: 2 }, '2h')],
  ] as const) {
    it(`becomes complete with ${what} after the store failed between its appends`, async () => {
      for (const appends of [1, 2]) {
        const log = inMemoryEventStore(() => noon);
        expect(await importPart(appends, log)).to.have.property('code', 'unavailable');
        expect(onlySession(log).status).to.equal('in_progress');
        const { counts } = await createImporter({ store: log }).importFile(csv);
        expect(counts).to.include({ sessions: 1, rejected: 0 });
        expect(contentsIn(log)).to.deep.equal(await expectedContents(csv));
      }
    });
  }

  it('keeps what the athlete did to its first part, even the end of the session', async () => {
    await importPart(1);
    const part = onlySession(store);
    const { importFile, edit } = importer();
    await edit(part, { type: 'EditSession', data: { name: 'By hand' } });
    await edit(part, { type: 'AbortSession', data: { endedAt: null } });
    await importFile(csvOf(large));
    const [expected] = await expectedContents(csvOf(large));
    expect(contentsIn(store)).to.deep.equal([{ ...expected, status: 'aborted', name: 'By hand' }]);
  });

  it('returns to its first part, completed, when the import that completed it is undone', async () => {
    await importPart(1);
    const part = onlySession(store);
    const { importFile, undo } = importer();
    const { id } = await importFile(csvOf({ ...large, Row: 25 }));
    await undo(id);
    const endedAt = '2025-02-01T11:00:00.000000Z' as Instant;
    expect(contentsIn(store)).to.deep.equal([{ ...contentOf(part), status: 'completed', endedAt }]);
  });

  it('becomes one session when the same file is imported three times at once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => importer().importFile(csvOf(large))));
    for (const { counts } of reports) expect(counts).to.include({ sessions: 1, sets: setCount, rejected: 0 });
    expect(contentsIn(store)).to.deep.equal(await expectedContents(csvOf(large)));
    expect(store.all().filter(({ type }) => type === 'SetLogged')).to.have.lengthOf(setCount);
  });

  it('becomes one session when two versions of the file are imported at once', async () => {
    const [first, second] = [csvOf(large), csvOf({ ...large, Squat: 30 }, '2h')];
    await Promise.all([first, second].map((csv) => importer().importFile(csv)));
    await importer().importFile(second);
    expect(contentsIn(store)).to.deep.equal(await expectedContents(second));
  });
});
