import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import { createKeyedBatcher } from '../../../src/infra/postgres/batch.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { createGetSession, type GetSession, getSession } from '../../../src/queries/sessions/get-session.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { resetReadTables } from '../../projections/support/tables.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { refusalOf } from '../support/refusal.ts';
import { recordStatements } from '../support/statements.ts';

describe('reading without checkpoints', () => {
  const database = useDatabase();
  const owner = ownerId(1) as AccountId;
  let layout: Layout;

  beforeEach(async () => {
    layout = await resetReadTables(database.db, 4);
  });

  const createReader = (db: CommonQueryMethods): Reader => ({
    ...{ db, locator: firstVersions(layout) },
    watch: watchCheckpoints(db, { boundMs: 20 }),
  });
  const questionOf = (number: number, position: bigint, asking = owner): GetSession => ({
    ...{ id: sessionId(number) as SessionId, owner: asking },
    requiredPosition: () => position,
  });
  /** Commits in one transaction, as a worker does, the rows of sessions and the checkpoints of all lanes. */
  const project = (position: bigint, numbers: readonly number[] = [1]) =>
    database.db.transaction(async (tx) => {
      for (const number of numbers) {
        await tx.query(sql.unsafe`
          INSERT INTO session_documents_v1 (id, owner, revision, deleted, doc, exercise_ids)
          VALUES (${sessionId(number)}, ${owner}, 0, false, ${`${number} at ${position}`}, '{}')
          ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`);
      }
      await tx.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${position}`);
    });
  const isChecking = (statement: string | undefined) => statement?.includes('projection_checkpoints') ?? false;

  it('asks for the checkpoint again only when the caller has written since it was seen', async () => {
    const { db, statements } = recordStatements(database.db);
    const reader = createReader(db);
    await project(5n);
    for (const position of [5n, 4n, 5n, 0n]) await getSession(reader, questionOf(1, position));
    expect(statements.map(isChecking)).to.deep.equal([true, false, false, false]);
    await project(9n);
    expect(await getSession(reader, questionOf(1, 7n))).to.deep.equal({ doc: '1 at 9', revision: 0 });
    await getSession(reader, questionOf(1, 9n));
    expect(statements.slice(4).map(isChecking)).to.deep.equal([true, false]);
  });

  it('asks for the checkpoint each time while a stream is parked', async () => {
    const { db, statements } = recordStatements(database.db);
    const reader = createReader(db);
    await project(5n);
    await database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES ('sessions', 1, 'session-x', ${ownerId(2)}, 3, '', '')`);
    await getSession(reader, questionOf(1, 5n));
    await getSession(reader, questionOf(1, 5n));
    expect(statements.map(isChecking)).to.deep.equal([true, true]);
    expect(await refusalOf(getSession(reader, questionOf(1, 3n, ownerId(2) as AccountId)))).to.equal(
      'read-model-behind',
    );
  });

  it('does not believe what it has seen of another run of Postgres, such as the one before a restore', async () => {
    const reader = createReader(database.db);
    await project(5n);
    const lane = { projection: 'sessions', version: 1, layout: layout.layout, lane: layout.laneOf(owner) };
    reader.watch.passed.note('1.5', [{ lane, position: 100n, hasCheckpoint: true, hasParked: false, isNeeded: true }]);
    expect(await refusalOf(getSession(reader, questionOf(1, 50n)))).to.equal('read-model-behind');
    expect(await getSession(reader, questionOf(1, 5n))).to.deep.equal({ doc: '1 at 5', revision: 0 });
  });

  it('forgets what it has seen when a statement fails or a connection is lost', async () => {
    const { db, statements } = recordStatements(database.db, async (number) => {
      if (number === 3) throw new Error('The connection is lost');
    });
    const reader = createReader(db);
    await project(5n);
    const read = () => getSession(reader, questionOf(1, 5n)).catch(() => null);
    for (let times = 0; times < 5; times += 1) await read();
    reader.watch.passed.forget();
    await read();
    expect(statements.map(isChecking)).to.deep.equal([true, false, false, true, false, true]);
  });

  it('reads the sessions of several requests with one statement, and gives each caller its own ones only', async () => {
    const { db, statements } = recordStatements(database.db);
    const reader = createReader(db);
    const get = createGetSession(reader, createKeyedBatcher);
    await project(5n, [1, 2]);
    for (const asking of [owner, ownerId(2) as AccountId]) await get(questionOf(1, 5n, asking));
    statements.length = 0;
    const answers = await Promise.all([
      get(questionOf(2, 5n)),
      get(questionOf(1, 5n, ownerId(2) as AccountId)),
      get(questionOf(3, 5n)),
      get(questionOf(1, 4n)),
      get({ ...questionOf(2, 5n), known: '0' }),
    ]);
    const [first, second] = [
      { doc: '1 at 5', revision: 0 },
      { doc: '2 at 5', revision: 0 },
    ];
    const found = answers.map((answer) => answer && { ...answer, doc: String(answer.doc) });
    expect(found).to.deep.equal([second, null, null, first, { ...second, doc: '' }]);
    expect(statements).to.have.length(1);
  });
});
