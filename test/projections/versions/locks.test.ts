import { expect } from 'chai';
import { sql } from 'slonik';
import type { DomainError } from '../../../src/errors.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { pause } from '../../../src/projections/core/retry.ts';
import { models } from '../../../src/projections/models/all.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { createVersion } from '../../../src/projections/versions/create-version.ts';
import { discardVersion, dropVersion } from '../../../src/projections/versions/drop-version.ts';
import { pauseProjection } from '../../../src/projections/versions/pause.ts';
import { useVersion } from '../../../src/projections/versions/switch-version.ts';
import { useDatabase } from '../../support/databases.ts';
import { resetReadTables } from '../support/tables.ts';

describe('the changes of the registry of versions', () => {
  const database = useDatabase();

  it('wait for a lock no longer than workers do, also on a connection without a limit', async () => {
    await resetReadTables(database.db, 4);
    // A connection without a short time limit: a connection pooler may not apply the limits that a client has set.
    const db = await connectPostgres(database.url, { statementTimeoutMs: 600_000 });
    const freed = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const holding = database.db.transaction(async (tx) => {
      await tx.query(sql.unsafe`SELECT FROM projection_versions FOR UPDATE`);
      locked.resolve();
      await freed.promise;
    });
    await Promise.race([locked.promise, holding]);
    const first = { name: 'sessions', version: 1 };
    const changes = [
      createVersion(db, sessions, 'building'),
      pauseProjection(db, 'sessions'),
      useVersion(db, first),
      dropVersion(db, models, first),
      discardVersion(db, sessions, 1),
    ];
    const outcomes = Promise.all(
      changes.map((change) =>
        change.then(
          () => 'done',
          (error: DomainError) => error.code,
        ),
      ),
    );
    const inTime = await Promise.race([outcomes, pause(20_000, new AbortController().signal)]);
    freed.resolve();
    await holding;
    await outcomes;
    await db.end();
    expect(inTime).to.deep.equal(changes.map(() => 'unavailable'));
  });
});
