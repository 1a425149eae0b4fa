import { expect } from 'chai';
import { sql } from 'slonik';
import { eventually } from '../projections/support/eventually.ts';
import { foldSessions, readSessionDocuments } from '../projections/support/tables.ts';
import { listReadTables, readVersionRows } from '../projections/support/versions.ts';
import { counted, workout } from '../system/support/history.ts';
import { imported, variant } from '../system/support/imports.ts';
import { expectCaughtUp, logOf } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

/** More events than a rebuild takes at once, which are 2,000. */
const workouts = 90;
const sets = 24;

describe('a rebuild whose process is killed half way', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let api: Role;
  let ada: Member;
  before(async () => {
    installation = await begin();
    api = await installation.serve();
    await installation.dispatch();
    await installation.work();
    ada = await signUp(api, 'ada@example.com');
    const exercise = counted('Squat', ...Array.from({ length: sets }, (_, set) => [100 + set, 5] as const));
    const history = Array.from({ length: workouts }, (_, day) => ({
      ...workout('01-01', 'Legs', exercise),
      start: Date.UTC(2024, 0, 1 + day, 18),
    }));
    await imported(at(api, ada), variant('Strong with commas').write(history), {
      format: 'strong',
      unit: 'kg',
      timezone: 'UTC',
    });
    await eventually(() => expectCaughtUp(installation));
  });

  const list = () => at(api, ada).get('/training-sessions?pageSize=100');
  const states = async () => {
    const { code, stdout } = await installation.run('projections', 'list').ended;
    expect(code).to.equal(0);
    return stdout
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('sessions'))
      .map((line) =>
        line
          .split('\t')
          .filter((cell) => !cell.startsWith('shape'))
          .slice(1)
          .join(' '),
      );
  };
  /** Holds up whoever moves a lane of version 2 a second time, until it is released. */
  const holdSecondPage = async () => {
    const { db } = installation;
    await db.query(sql.unsafe`
      CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$`);
    await db.query(sql.unsafe`
      CREATE TRIGGER held AFTER UPDATE ON projection_checkpoints FOR EACH ROW
      WHEN (NEW.version = 2 AND OLD.position > 0) EXECUTE FUNCTION held()`);
    const locked = Promise.withResolvers<void>();
    const freed = Promise.withResolvers<void>();
    const done = db.transaction(async (tx) => {
      await tx.query(sql.unsafe`SELECT pg_advisory_xact_lock(7)`);
      locked.resolve();
      await freed.promise;
    });
    await Promise.race([locked.promise, done]);
    return async () => {
      freed.resolve();
      await done;
      await db.query(sql.unsafe`DROP TRIGGER held ON projection_checkpoints`);
    };
  };
  const waiting = () =>
    installation.db.oneFirst(sql.unsafe`
      SELECT count(*) FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND wait_event = 'advisory' AND datname = current_database()`);

  it('changes nothing; the next one succeeds and leaves nothing of it', async () => {
    const { db, log, open } = installation;
    const before = await list();
    const rows = await readVersionRows(db, 1);
    const release = await holdSecondPage();
    try {
      const program = installation.run('projections', 'rebuild', 'sessions');
      await eventually(async () => expect(await waiting()).to.equal(1n));
      await program.kill();
    } finally {
      await release();
    }
    expect(await states()).to.deep.equal(['v1 live', 'v2 building']);
    expect(Object.keys(await readSessionDocuments(db, 2)).length).to.be.within(1, workouts - 1);
    expect(await readVersionRows(db, 1)).to.deep.equal(rows);
    expect((await list()).text).to.equal(before.text);

    // The present version goes on as if nothing had been.
    const { json } = await at(api, ada).post('/training-sessions', { name: 'Arms', timezone: 'UTC' });
    expect((await at(api, ada).get(`/training-sessions/${json.id}`)).status).to.equal(200);

    const { code, stderr } = await installation.run('projections', 'rebuild', 'sessions').ended;
    expect(code, stderr).to.equal(0);
    expect(await states()).to.deep.equal(['v1 standby', 'v3 live']);
    const tables = (await listReadTables(db)).filter((name) => String(name).startsWith('session_documents'));
    expect(tables).to.deep.equal(['session_documents_v1', 'session_documents_v3']);
    const left = await db.oneFirst(sql.unsafe`
      SELECT (SELECT count(*) FROM projection_checkpoints WHERE projection = 'sessions' AND version = 2)
        + (SELECT count(*) FROM dispatcher_leases WHERE name = 'rebuild/sessions')`);
    expect(String(left)).to.equal('0');
    const events = await open((await logOf(log)).filter(({ stream }) => stream.startsWith('session-')));
    expect(await readSessionDocuments(db, 3)).to.deep.equal(foldSessions(events));
    await eventually(async () => expect(await readVersionRows(db, 1)).to.deep.equal(await readVersionRows(db, 3)));
    expect((await at(api, ada).get(`/training-sessions/${json.id}`)).status).to.equal(200);
  });
});
