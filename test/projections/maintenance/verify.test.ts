import { expect } from 'chai';
import { sql } from 'slonik';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { models } from '../../../src/projections/models/all.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { failingProjection } from '../support/parked-events.ts';
import { streamOf } from '../support/session-events.ts';
import { sessionId } from '../support/training.ts';
import { listReadTables } from '../support/versions.ts';

const firstTables = ['accounts_v1', 'imports_v1', 'session_documents_v1'];

describe('a verification', () => {
  const live = useLiveSystem();

  it('finds no difference in correct tables while events are appended', async () => {
    const build = await live.startBuild();
    live.write(2_000);
    await live.expectFolded(1);
    const reading = live.writeAndRead(build);
    for (let round = 0; round < 3; round += 1) {
      const { same, tables, parked } = await verify({ ...live.maintenance, pageSize: 300 }, 'sessions');
      expect({ same, parked, different: tables[0]?.different }).to.deep.equal({ same: true, parked: [], different: 0 });
      expect(tables[0]?.rows).to.be.greaterThan(20);
    }
    await reading.end();
    expect(await listReadTables(live.db)).to.deep.equal(firstTables);
  });

  it('finds changed, missing and extra rows, and shows their values only on request', async () => {
    await live.startBuild();
    live.write(1_000);
    await live.expectFolded(1);
    await live.db.query(
      sql.unsafe`UPDATE session_documents_v1 SET search_text = 'a secret' WHERE id = ${sessionId(3)}`,
    );
    await live.db.query(sql.unsafe`DELETE FROM session_documents_v1 WHERE id = ${sessionId(5)}`);
    await live.db.query(sql.unsafe`
      INSERT INTO session_documents_v1 (id, owner, revision, deleted) VALUES (${sessionId(90_000)}, ${sessionId(1)}, 0, true)`);
    const { same, tables } = await verify(live.maintenance, 'sessions');
    expect(same).to.equal(false);
    const [{ different, first } = { different: 0, first: [] }] = tables;
    expect(different).to.equal(3);
    expect(first.map(({ id, kind }) => [id, kind])).to.deep.equal([
      [sessionId(3), 'changed'],
      [sessionId(5), 'missing'],
      [sessionId(90_000), 'extra'],
    ]);
    expect(first[0]?.columns).to.deep.equal(['search_text']);
    expect(JSON.stringify(tables)).not.to.contain('secret');
    const shown = await verify({ ...live.maintenance, show: true }, 'sessions');
    expect(shown.tables[0]?.first[0]?.values?.search_text?.[0]).to.equal('a secret');
    expect(await listReadTables(live.db)).to.deep.equal(firstTables);
  });

  it('reports parked streams separately', async () => {
    const stream = streamOf(70_000);
    await live.startBuild();
    live.write(200);
    live.log.append({ type: 'SetLogged', data: {}, stream, owner: 'system' });
    await live.expectFolded(1).catch(() => {});
    const { same, parked } = await verify(live.maintenance, 'sessions');
    expect({ same, parked }).to.deep.equal({ same: true, parked: [stream] });
  });

  it('reports streams that this build can no longer apply as a difference, and parks nothing', async () => {
    await live.startBuild();
    const stream = live.write(500).find(({ type }) => type === 'SessionStarted')?.stream ?? '';
    await live.expectFolded(1);
    const broken = models.map((model) => ({
      ...model,
      forVersion: (version: number) => failingProjection(model.forVersion(version), (event) => event.stream === stream),
    }));
    const errors: string[] = [];
    const logger = { ...live.maintenance.logger, error: (message: string) => void errors.push(message) };
    const verification = await verify({ ...live.maintenance, logger, models: broken }, 'sessions');
    const { same, parked, unapplied, tables } = verification;
    expect({ same, parked, different: tables[0]?.different }).to.deep.equal({ same: false, parked: [], different: 0 });
    expect(unapplied.map((each) => each.stream)).to.deep.equal([stream]);
    expect(unapplied[0]?.reason).to.match(/^Error at /);
    expect(errors).to.deep.equal([]);
    expect(await live.db.query(sql.unsafe`SELECT FROM parked_streams`)).to.include({ rowCount: 0 });
  });

  it('compares the version that the caller names', async () => {
    live.write(300);
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    await live.db.query(sql.unsafe`UPDATE session_documents_v2 SET revision = revision + 1 WHERE id = ${sessionId(2)}`);
    const second = await verify({ ...live.maintenance, version: 2 }, 'sessions');
    expect(second).to.include({ same: false, version: 2 });
    const first = await verify({ ...live.maintenance, version: 1 }, 'sessions');
    expect(first).to.include({ same: true, version: 1 });
  });
});
