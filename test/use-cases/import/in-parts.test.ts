import { expect } from 'chai';
import type { Instant } from '../../../src/events/ids.ts';
import { refusalOf } from '../../imports/support/read.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { contentsIn, contentsOf, header, processOn, sessionsIn } from './support/importer.ts';

const note = 'n'.repeat(100);
/** One workout: the names of its exercises, with how many sets each. */
const csvOf = (exercises: Readonly<Record<string, number>>, duration = '1h'): string => {
  const rows = Object.entries(exercises).flatMap(([name, sets]) =>
    Array.from(
      { length: sets },
      (_, at) => `2025-02-01 10:00:00,Legs,${duration},${name},${at + 1},100,5,0,0,${note},,`,
    ),
  );
  return [header, ...rows, ''].join('\n');
};
/** Too large for one append, and within the bounds of a session. */
const large = { Squat: 400, Lunge: 400, Curl: 400, Row: 400 };
const tooLarge = { Squat: 400, Lunge: 400, Curl: 400, Row: 501 };

/** What an import that nobody interrupts leaves in an empty log. */
async function whole(csv: string) {
  const store = inMemoryEventStore(() => noon);
  await processOn(store).put(csv);
  return contentsIn(store);
}

describe('a workout too large for one append', () => {
  let store: ReturnType<typeof inMemoryEventStore>;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('goes in whole', async () => {
    const { counts } = await processOn(store).put(csvOf(large));
    expect(counts).to.include({ sessions: 1, added: 1_600, rejected: 0 });
    const [only] = sessionsIn(store);
    expect([only?.status, only?.exercises.map(({ sets }) => sets.length)]).to.deep.equal([
      'completed',
      [400, 400, 400, 400],
    ]);
  });

  it('is rejected whole, also where only its end breaks a rule', async () => {
    const { counts } = await processOn(store).put(csvOf(tooLarge));
    expect(counts).to.include({ sessions: 0, sets: 0, rejected: 1_701 });
    expect(store.all().filter(({ stream }) => stream.startsWith('session-'))).to.deep.equal([]);
  });

  it('changes nothing where only the end of what it changes breaks a rule', async () => {
    await processOn(store).put(csvOf({ Squat: 5, Dip: 1 }));
    const before = sessionsIn(store);
    const { counts } = await processOn(store).put(csvOf(tooLarge));
    expect(counts).to.include({ sessions: 0, rejected: 1_701 });
    expect(sessionsIn(store)).to.deep.equal(before);
  });

  for (const [what, corrected] of [
    ['the file', csvOf(large)],
    ['a corrected one', csvOf({ Squat: 380, Lunge: 400, Step: 3, Curl: 400, Row: 400 }, '2h')],
    ['one with a single exercise left', csvOf({ Squat: 2 }, '2h')],
  ] as const) {
    it(`is completed by importing ${what} where the store went away between its parts`, async () => {
      for (const parts of [1, 2]) {
        const log = inMemoryEventStore(() => noon);
        expect(await refusalOf(processOn(log, parts).put(csvOf(large)))).to.have.property('code', 'unavailable');
        expect(sessionsIn(log).map(({ status }) => status)).to.deep.equal(['in_progress']);
        const { counts } = await processOn(log).put(corrected);
        expect(counts).to.include({ sessions: 1, rejected: 0 });
        expect(contentsIn(log)).to.deep.equal(await whole(corrected));
      }
    });
  }

  it('keeps what the athlete did to its first part, the end included', async () => {
    await refusalOf(processOn(store, 1).put(csvOf(large)));
    const [half] = sessionsIn(store);
    if (!half) throw new Error('There is no session');
    const { put, edit } = processOn(store);
    await edit(half, { type: 'EditSession', data: { name: 'By hand' } });
    await edit(half, { type: 'AbortSession', data: { endedAt: null } });
    await put(csvOf(large));
    const [expected] = await whole(csvOf(large));
    expect(contentsIn(store)).to.deep.equal([{ ...expected, status: 'aborted', name: 'By hand' }]);
  });

  it('is led back to its first part, ended, by undoing the import that completed it', async () => {
    await refusalOf(processOn(store, 1).put(csvOf(large)));
    const [half] = sessionsIn(store);
    if (!half) throw new Error('There is no session');
    const { put, undo } = processOn(store);
    const { id } = await put(csvOf({ ...large, Row: 300 }));
    await undo(id);
    const endedAt = '2025-02-01T11:00:00.000000Z' as Instant;
    expect(contentsIn(store)).to.deep.equal([{ ...contentsOf(half), status: 'completed', endedAt }]);
  });

  it('is one session where the same file comes twice at once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => processOn(store).put(csvOf(large))));
    for (const { counts } of reports) expect(counts).to.include({ sessions: 1, sets: 1_600, rejected: 0 });
    expect(contentsIn(store)).to.deep.equal(await whole(csvOf(large)));
    expect(store.all().filter(({ type }) => type === 'SetLogged')).to.have.lengthOf(1_600);
  });

  it('is one session where two versions of the file come at once', async () => {
    const files = [csvOf(large), csvOf({ ...large, Squat: 390 }, '2h')];
    await Promise.all(files.map((csv) => processOn(store).put(csv)));
    await processOn(store).put(files[1] ?? '');
    expect(contentsIn(store)).to.deep.equal(await whole(files[1] ?? ''));
  });
});
