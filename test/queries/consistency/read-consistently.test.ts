import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { models } from '../../../src/projections/models/all.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { readModels } from '../../../src/queries/read-models.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { resetReadTables } from '../../projections/support/tables.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { refusalOf } from '../support/refusal.ts';
import { recordStatements } from '../support/statements.ts';

describe('read your writes in the lane of one owner', () => {
  const database = useDatabase();
  const owner = ownerId(1) as AccountId;
  const id = sessionId(1) as SessionId;
  let layout: Layout;

  beforeEach(async () => {
    layout = await resetReadTables(database.db, 4);
  });

  const createReader = (db: CommonQueryMethods = database.db, boundMs?: number): Reader => ({
    db,
    locator: firstVersions(layout),
    watch: watchCheckpoints(db, boundMs === undefined ? {} : { boundMs }),
  });
  /**
   * Reads the session and requires `position` in the owner's lane. In all other lanes it requires a position that is
   * never reached.
   */
  const get = (reader: Reader, position: bigint) =>
    getSession(reader, {
      ...{ id, owner },
      requiredPosition: (lane) => (lane === layout.laneOf(owner) ? position : 10n ** 15n),
    });
  /** Commits in one transaction, as a worker does, the session's row and the checkpoint of its lane. */
  const project = (position: bigint) =>
    database.db.transaction(async (tx) => {
      await tx.query(sql.unsafe`
        INSERT INTO session_documents_v1 (id, owner, revision, deleted, doc)
        VALUES (${id}, ${owner}, 0, false, ${String(position)})
        ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`);
      await tx.query(sql.unsafe`
        UPDATE projection_checkpoints SET position = ${position} WHERE lane = ${layout.laneOf(owner)}`);
    });
  const deleteCheckpoints = () => database.db.query(sql.unsafe`DELETE FROM projection_checkpoints`);

  it('answers with one statement when the lane has reached the required position', async () => {
    await project(9n);
    const { db, statements } = recordStatements(database.db);
    expect(await get(createReader(db), 9n)).to.deep.equal({ doc: '9', revision: 0 });
    expect(statements).to.have.length(1);
  });

  it('waits for the lane of the owner and for no other lane', async () => {
    // The event is applied after the first poll of the checkpoint: the second poll sees it, and the fourth statement
    // reads the row.
    const { db, statements } = recordStatements(database.db, async (number) => {
      if (number === 3) await project(9n);
    });
    expect(await get(createReader(db), 9n)).to.deep.equal({ doc: '9', revision: 0 });
    expect(statements).to.have.length(4);
  });

  it('refuses to answer with stale rows when the lane does not arrive within the bound', async () => {
    await project(8n);
    const start = performance.now();
    expect(await refusalOf(get(createReader(database.db, 60), 9n))).to.equal('read-model-behind');
    expect(performance.now() - start).to.be.within(55, 30_000);
  });

  it('waits 2 seconds by default before it refuses to answer', async () => {
    const start = performance.now();
    expect(await refusalOf(get(createReader(), 2n ** 60n))).to.equal('read-model-behind');
    expect(performance.now() - start).to.be.within(2_000, 30_000);
  });

  it('does not report a document as missing while the caller’s own write is not applied yet', async () => {
    expect(await refusalOf(get(createReader(database.db, 20), 9n))).to.equal('read-model-behind');
    expect(await get(createReader(), 0n)).to.equal(null);
  });

  it('stops waiting when the checkpoint of the lane disappears, and looks up what is live', async () => {
    await project(1n);
    // The first statement still finds the checkpoint. The poll after it does not, because the checkpoint is deleted in
    // between.
    const { db } = recordStatements(database.db, async (number) => {
      if (number === 2) await deleteCheckpoints();
    });
    let refreshes = 0;
    const reader = createReader(db, 60_000);
    const refresh = async () => {
      refreshes += 1;
    };
    const answer = get({ ...reader, locator: { ...reader.locator, refresh } }, 9n);
    expect(await refusalOf(answer)).to.equal('read-model-behind');
    expect(refreshes).to.equal(1);
  });

  it('polls the checkpoints once for all waiting queries', async () => {
    let polls = 0;
    const { db, statements } = recordStatements(database.db, async () => {
      if (statements.at(-1)?.startsWith('SELECT projection, version, layout')) polls += 1;
      if (polls === 3) await project(9n);
    });
    const reader = createReader(db);
    const answers = await Promise.all(Array.from({ length: 50 }, () => get(reader, 9n)));
    expect(answers.every((answer) => answer?.doc === '9')).to.equal(true);
    expect(polls).to.be.within(3, 7);
  });

  it('reports an outage to the waiting queries', async () => {
    const { db } = recordStatements(database.db, async (number) => {
      if (number > 1) throw new DomainError('unavailable', 'Postgres is away');
    });
    expect(await refusalOf(get(createReader(db), 9n))).to.equal('unavailable');
  });

  it('knows the shape of every read model that the projections fill', () => {
    const known = Object.values(readModels).map(({ projection, shapes }) => `${projection}:${shapes.at(-1)}`);
    expect(models.map(({ name, shape }) => `${name}:${shape}`)).to.have.members(known);
  });
});
