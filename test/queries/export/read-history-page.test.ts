import { expect } from 'chai';
import type { AccountId, ExerciseId, SessionId } from '../../../src/events/ids.ts';
import { type HistoryKind, readHistoryPage } from '../../../src/queries/export/read-history-page.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import type { Place } from '../../../src/queries/statements/places.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture } from '../support/exercise-fixture.ts';
import { athlete, contentOf, exerciseId, imageBase, stranger } from '../support/exercise-samples.ts';
import { createReadTables } from '../support/read-tables.ts';
import { addReferenceLists } from '../support/reference-list-samples.ts';
import { createSessionWriter } from '../support/session-writer.ts';

type Tables = Pick<Awaited<ReturnType<typeof createReadTables>>, 'reader'>;

describe('read the history of an account', () => {
  const database = useDatabase();
  const requiredPosition = () => 0n;

  /** All documents of a kind, as texts, read in pages of `limit`. */
  async function readAll({ reader }: Tables, kind: HistoryKind, owner: AccountId, limit: number) {
    const items: string[] = [];
    let after: Place | null = null;
    do {
      const page = await readHistoryPage(reader, { kind, owner, requiredPosition, imageBase, limit, after });
      items.push(...page.items);
      after = page.next;
    } while (after);
    return items;
  }

  it('returns each training session as it is shown alone, the oldest first, without deleted ones', async () => {
    const log = createMemoryLog();
    const owner = ownerId(1) as AccountId;
    for (const number of [3, 1, 2, 4]) {
      const session = createSessionWriter(log, number, owner, `2026-02-0${number}T00:00:00.000000Z`);
      session.start({ startedAt: '2026-01-01T08:00:00.000000Z', name: `line\nbreak ${number}` });
      session.addExercise(null, 'Squat');
      if (number === 2) session.write('SessionDeleted', {});
    }
    createSessionWriter(log, 9, ownerId(2)).start({ startedAt: '2026-01-01T08:00:00.000000Z' });
    const tables = await createReadTables(database.db, log.all);
    await tables.project();
    const alone = await Promise.all(
      [1, 3, 4].map((number) =>
        getSession(tables.reader, { id: sessionId(number) as SessionId, owner, requiredPosition }),
      ),
    );
    for (const limit of [1, 2, 3, 20]) {
      expect(await readAll(tables, 'session', owner, limit)).to.deep.equal(alone.map((found) => found?.doc));
    }
    expect(await readAll(tables, 'import', owner, 2)).to.deep.equal([]);
  });

  it('returns each own exercise as it is shown alone, without those of the catalogue and of others', async () => {
    const fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    await fixture.addToCatalogue(1, contentOf('Bench Press'));
    await fixture.addOwn(11, contentOf('Row', { primaryMuscles: [2, 1] }));
    await fixture.addOwn(12, contentOf('Curl'));
    await fixture.addOwn(13, contentOf('Other'), stranger);
    await fixture.project();
    const shown = await Promise.all([11, 12].map((number) => fixture.get({ id: exerciseId(number) as ExerciseId })));
    for (const limit of [1, 2]) {
      const items = await readAll(fixture, 'exercise', athlete, limit);
      expect(items.map((item) => JSON.parse(item))).to.deep.equal(shown.map((found) => found?.doc));
    }
  });
});
