import { expect } from 'chai';
import { sql } from 'slonik';
import { eventually } from '../projections/support/eventually.ts';
import { readSessionDocuments } from '../projections/support/tables.ts';
import { listReadTables, readVersionRows } from '../projections/support/versions.ts';
import { counted, workout } from '../system/support/history.ts';
import { imported, variant } from '../system/support/imports.ts';
import { expectCaughtUp, foldRemainingSessions, readLog } from './support/audit.ts';
import { holdLock, untilBlocked } from './support/lock.ts';
import { clientAt, type Member, signUp, startSession } from './support/member.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/**
 * The numbers of training sessions and of sets in each. Together they result in more than 2,000 events, the number of
 * events that a rebuild reads at once.
 */
const workouts = 90;
const sets = 24;

describe('a killed rebuild', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation();
  let ada: Member;
  before(async () => {
    ada = await signUp(suite.api);
    const exercise = counted('Squat', ...Array.from({ length: sets }, (_, set) => [100 + set, 5] as const));
    const history = Array.from({ length: workouts }, (_, day) => ({
      ...workout('01-01', 'Legs', exercise),
      start: Date.UTC(2024, 0, 1 + day, 18),
    }));
    const parameters = { format: 'strong', unit: 'kg', timezone: 'UTC' };
    await imported(clientAt(suite.api, ada), variant('Strong with commas').write(history), parameters);
    await eventually(() => expectCaughtUp(suite.installation));
  });

  const list = async () => (await clientAt(suite.api, ada).get('/training-sessions?pageSize=100')).text;
  const statusOf = async (path: string) => (await clientAt(suite.api, ada).get(path)).status;

  /** The versions of the read model `sessions` with their states, as the command `projections list` prints them. */
  const listVersions = async () => {
    const { code, stdout } = await suite.installation.cli('projections', 'list');
    expect(code).to.equal(0);
    return stdout
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([name]) => name === 'sessions')
      .map(([, version, , state]) => `${version} ${state}`);
  };

  /**
   * Blocks the filling of version 2 before the end of its second page of events, until the returned function is called.
   */
  const blockSecondPage = async () => {
    const { db } = suite.installation;
    await db.query(sql.unsafe`
      CREATE FUNCTION block() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$`);
    await db.query(sql.unsafe`
      CREATE TRIGGER block AFTER UPDATE ON projection_checkpoints FOR EACH ROW
      WHEN (NEW.version = 2 AND OLD.position > 0) EXECUTE FUNCTION block()`);
    const release = await holdLock(db, sql.unsafe`SELECT pg_advisory_xact_lock(7)`);
    return async () => {
      await release();
      await db.query(sql.unsafe`DROP TRIGGER block ON projection_checkpoints`);
    };
  };

  it('leaves the live version unchanged; the next rebuild succeeds and removes the incomplete version', async () => {
    const { db, log, run, cli } = suite.installation;
    const listBefore = await list();
    const rowsBefore = await readVersionRows(db, 1);
    const release = await blockSecondPage();
    try {
      const program = run('projections', 'rebuild', 'sessions');
      await untilBlocked(db);
      await program.kill();
    } finally {
      await release();
    }
    expect(await listVersions()).to.deep.equal(['v1 live', 'v2 building']);
    const sessions = Object.keys(await readSessionDocuments(db, 1)).length;
    expect(Object.keys(await readSessionDocuments(db, 2)).length).to.be.within(1, sessions - 1);
    expect(await readVersionRows(db, 1)).to.deep.equal(rowsBefore);
    expect(await list()).to.equal(listBefore);
    const path = await startSession(suite.api, ada, { name: 'Arms' });
    expect(await statusOf(path)).to.equal(200);

    const { code, stderr } = await cli('projections', 'rebuild', 'sessions');
    expect(code, stderr).to.equal(0);
    expect(await listVersions()).to.deep.equal(['v1 standby', 'v3 live']);
    const tables = (await listReadTables(db)).filter((name) => String(name).startsWith('session_documents'));
    expect(tables).to.deep.equal(['session_documents_v1', 'session_documents_v3']);
    const remains = await db.oneFirst(sql.unsafe`
      SELECT (SELECT count(*) FROM projection_checkpoints WHERE projection = 'sessions' AND version = 2)
        + (SELECT count(*) FROM dispatcher_leases WHERE name = 'rebuild/sessions' AND expires_at > clock_timestamp())`);
    expect(String(remains)).to.equal('0');
    expect(await readSessionDocuments(db, 3)).to.deep.equal(
      await foldRemainingSessions(suite.installation, await readLog(log)),
    );
    await eventually(async () => expect(await readVersionRows(db, 1)).to.deep.equal(await readVersionRows(db, 3)));
    expect(await statusOf(path)).to.equal(200);
  });
});
