import { expect } from 'chai';
import { type CommonQueryMethods, type QuerySqlToken, sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { models } from '../../../src/projections/models/all.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { readModels } from '../../../src/queries/read-models.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { reset } from '../../projections/support/tables.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

describe("reading one's own writes", () => {
  const database = useDatabase();
  const owner = ownerId(1) as AccountId;
  const id = sessionId(1) as SessionId;
  let layout: Layout;
  let asked: string[];

  beforeEach(async () => {
    layout = await reset(database.db, 4);
    asked = [];
  });

  /** Notes each statement, and lets the test act before it runs. */
  const watched = (before: (asked: number) => Promise<void> = async () => {}): CommonQueryMethods => {
    const noting =
      <Result>(run: (query: QuerySqlToken) => Promise<Result>) =>
      async (query: QuerySqlToken) => {
        asked.push(query.sql);
        await before(asked.length);
        return run(query);
      };
    return { ...database.db, one: noting(database.db.one), any: noting(database.db.any) } as CommonQueryMethods;
  };
  const readerOn = (db: CommonQueryMethods, boundMs?: number): Reader => ({
    db,
    locator: firstVersions(layout),
    watch: watchCheckpoints(db, boundMs === undefined ? {} : { boundMs }),
  });
  const ask = (reader: Reader, position: bigint) =>
    getSession(reader, {
      id,
      owner,
      requiredPosition: (lane) => (lane === layout.laneOf(owner) ? position : 10n ** 15n),
    });
  /** What a worker commits at once: the row and its lane's checkpoint. */
  const arrive = (position: bigint) =>
    database.db.transaction(async (tx) => {
      await tx.query(sql.unsafe`
        INSERT INTO session_documents_v1 (id, owner, revision, deleted, doc)
        VALUES (${id}, ${owner}, 0, false, ${String(position)})
        ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`);
      await tx.query(sql.unsafe`
        UPDATE projection_checkpoints SET position = ${position} WHERE lane = ${layout.laneOf(owner)}`);
    });
  const refusal = (answer: Promise<unknown>): Promise<unknown> =>
    answer.then(
      () => null,
      (error) => (error instanceof DomainError ? error.code : error),
    );

  it('costs no additional round trip when nothing is pending', async () => {
    await arrive(9n);
    expect(await ask(readerOn(watched()), 9n)).to.deep.equal({ doc: '9', revision: 0 });
    expect(asked).to.have.length(1);
  });

  it('waits for the lane of the owner, and for no other', async () => {
    // The write arrives while the reader is waiting: the third look finds it.
    const db = watched(async (count) => {
      if (count === 3) await arrive(9n);
    });
    expect(await ask(readerOn(db), 9n)).to.deep.equal({ doc: '9', revision: 0 });
    expect(asked).to.have.length(4);
  });

  it('answers that it is behind, within the bound, instead of what is stale', async () => {
    await arrive(8n);
    const start = performance.now();
    expect(await refusal(ask(readerOn(database.db, 60), 9n))).to.equal('read-model-behind');
    expect(performance.now() - start).to.be.within(55, 30_000);
    const end = await refusal(ask(readerOn(database.db), 2n ** 60n));
    expect(end).to.equal('read-model-behind');
    expect(performance.now() - start).to.be.within(2_000, 30_000);
  });

  it('never says that there is nothing where its own write is on its way', async () => {
    expect(await refusal(ask(readerOn(database.db, 20), 9n))).to.equal('read-model-behind');
    expect(await ask(readerOn(database.db), 0n)).to.equal(null);
  });

  it('does not wait at a place that ended between its look and its wait', async () => {
    await arrive(1n);
    // The first statement found the checkpoint, the second one finds it gone.
    const db = watched(async (count) => {
      if (count === 2) await database.db.query(sql.unsafe`DELETE FROM projection_checkpoints`);
    });
    const looks: string[] = [];
    const reader = { ...readerOn(db, 60_000) };
    const moved: Reader = {
      ...reader,
      locator: { ...reader.locator, refresh: async () => void looks.push('refreshed') },
    };
    expect(await refusal(ask(moved, 9n))).to.equal('read-model-behind');
    expect(looks).to.deep.equal(['refreshed']);
  });

  it('looks once for all who wait', async () => {
    let looks = 0;
    const db = watched(async () => {
      if (asked.at(-1)?.includes('SELECT projection, version, layout')) looks += 1;
      if (looks === 3) await arrive(9n);
    });
    const reader = readerOn(db);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(reader, 9n)));
    expect(answers.every((answer) => answer?.doc === '9')).to.equal(true);
    expect(looks).to.be.lessThan(8);
  });

  it('tells those who wait of an outage', async () => {
    const outage = new DomainError('unavailable', 'away');
    const db = watched(async (count) => {
      if (count > 1) throw outage;
    });
    expect(await refusal(ask(readerOn(db), 9n))).to.equal('unavailable');
  });

  it('reads the shapes that the projections fill', () => {
    const read = Object.values(readModels).map(({ projection, shapes }) => `${projection}:${shapes.at(-1)}`);
    expect(models.map(({ name, shape }) => `${name}:${shape}`)).to.deep.equal(read);
  });
});
