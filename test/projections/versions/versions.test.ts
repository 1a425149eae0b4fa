import { expect } from 'chai';
import { sql } from 'slonik';
import type { DomainError } from '../../../src/errors.ts';
import { migrate, rollback } from '../../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../../src/infra/postgres/migrations/migration-files.ts';
import { listMigrations } from '../../../src/infra/postgres/migrations/migration-status.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import type { Model } from '../../../src/projections/core/model.ts';
import { pause } from '../../../src/projections/core/retry.ts';
import { readLag } from '../../../src/projections/lag.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { resumeProjection } from '../../../src/projections/maintenance/resume.ts';
import { models } from '../../../src/projections/models/all.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { createVersion } from '../../../src/projections/versions/create-version.ts';
import { discardVersion, dropVersion } from '../../../src/projections/versions/drop-version.ts';
import { pauseProjection, useVersion } from '../../../src/projections/versions/switch-version.ts';
import { readTopology, registerModels } from '../../../src/projections/versions/topology.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { type Live, rowsOf, startLive, tableNames } from '../support/live.ts';
import type { MemoryLog, Written } from '../support/memory-log.ts';
import { ownerId, sessionId } from '../support/training.ts';

/** Another shape of the same columns, as a newer build brings it. */
const newer: Model = { ...sessions, shape: 2 };

describe('versions of a read model', () => {
  const database = useDatabase();
  const redis = useRedis();
  let live: Live;

  beforeEach(async () => {
    await redis.redis.flushall();
    live = await startLive(database.db, redis.url);
  });
  afterEach(() => live.close());

  const positions = async (name: string, version = 1) =>
    database.db.anyFirst(sql.unsafe`
      SELECT position FROM projection_checkpoints WHERE projection = ${name} AND version = ${version} ORDER BY lane`);
  const templateOf = (shape: number) =>
    database.db.query(sql.unsafe`
      CREATE TABLE ${sql.identifier([`session_documents_shape${shape}`])} (LIKE session_documents_v1 INCLUDING ALL)`);
  const bothShapes = [...models, newer];
  const anImport = (number: number): Written => ({
    type: 'ImportStarted',
    data: {
      ...{ importId: sessionId(number), userId: ownerId(1), format: 'hevy', unit: null, timezone: 'UTC' },
      personal: { fileName: 'a.csv' },
    },
    stream: `import-${sessionId(number)}`,
    owner: ownerId(1),
  });

  it('are fed by two builds side by side, each by those that know its shape', async () => {
    await templateOf(2);
    const old = await live.start(models);
    live.write(500);
    const reading = live.writeAndRead(old);
    await live.start(bothShapes);
    const { version } = await rebuild({ ...live.work, models: bothShapes, lingerMs: 0 }, 'sessions');
    expect(version).to.equal(2);
    expect((await readTopology(database.db)).versions.find((each) => each.version === 2)).to.include({ shape: 2 });
    live.write(500);
    // The old build goes on reading the version whose shape it knows.
    await reading.end();
    await live.expectAll(1);
    await live.expectAll(2);
    expect(await rowsOf(database.db, 2)).to.deep.equal(await rowsOf(database.db, 1));
  });

  it('go on in the newer build where the old one meets an event that it does not know', async () => {
    await templateOf(2);
    live.write(200);
    await rebuild({ ...live.work, models: bothShapes, lingerMs: 0 }, 'sessions');
    await live.start(models);
    await live.start([newer], understanding(live.log));
    await live.expectAll(1);
    const [unknown] = live.log.append({
      ...{ type: 'SessionCheered', data: { personal: { notes: 'well done' } } },
      ...{
        stream: `session-${sessionId(1)}`,
        owner: live.log.all().find((each) => each.stream.endsWith(sessionId(1)))?.metadata.owner ?? '',
      },
    });
    live.write(200);
    const head = await live.log.head();
    await eventually(async () => {
      expect((await positions('sessions', 2)).every((position) => position === head)).to.equal(true);
    });
    const held = (await positions('sessions', 1)) as readonly bigint[];
    expect(held.filter((position) => position < (unknown?.position ?? 0n))).to.have.length(1);
    await eventually(async () => {
      expect(
        ((await positions('sessions', 1)) as readonly bigint[]).filter((position) => position < head),
      ).to.have.length(1);
    });
  });

  it('stand still while paused, and others go on; resumed, they take in what they have missed', async () => {
    const build = await live.start();
    live.write(200);
    await live.expectAll(1);
    await pauseProjection(database.db, 'sessions');
    const before = await positions('sessions');
    live.write(300);
    live.log.append(anImport(50));
    const head = await live.log.head();
    await eventually(async () => {
      const imports = (await positions('imports')) as readonly bigint[];
      expect(imports.every((position) => position >= head)).to.equal(true);
    });
    expect(await positions('sessions')).to.deep.equal(before);
    const stopped = (await readLag(live.work)).versions.find(({ projection }) => projection === 'sessions');
    expect(stopped).to.include({ paused: true });
    expect(stopped?.lanes.reduce((sum, { events }) => sum + events, 0)).to.equal(301);

    const others = live.log.append(anImport(51));
    await resumeProjection(live.work, 'sessions');
    expect(others).to.have.length(1);
    const reading = live.writeAndRead(build);
    await eventually(async () => {
      expect((await readTopology(database.db)).versions.every(({ paused }) => !paused)).to.equal(true);
    });
    await reading.end();
    await live.expectAll(1);
  });

  it('change under a reader who waits', async () => {
    const build = await live.start();
    live.write(200);
    await rebuild({ ...live.work, lingerMs: 100 }, 'sessions');
    const reading = live.writeAndRead(build, 0);
    for (let round = 0; round < 20; round += 1) {
      await eventually(async () =>
        expect(await useVersion(database.db, { name: 'sessions', version: 1 + (round % 2) })).to.equal(true),
      );
      live.write(20);
    }
    await reading.end();
  });

  it('are gone with their migration, which leaves the first', async () => {
    live.write(100);
    await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    await dropVersion(database.db, models, { name: 'sessions', version: 1 }, { waitMs: 0 });
    const migrations = { databaseUrl: database.url, folder: migrationsFolder };
    const steps = (await listMigrations(migrations)).filter(({ number }) => number >= 6).length;
    await rollback(migrations, steps);
    expect(await tableNames(database.db)).to.deep.equal(['imports_v1', 'session_documents_v1']);
    await migrate(migrations);
    await registerModels(database.db, models);
    await live.start();
    await live.expectAll(1);
  });

  describe('lag', () => {
    const at = '2026-01-10T12:00:00.000000Z';
    const now = () => Date.parse(at) + 30_000;

    it('is the events of each lane behind its checkpoint, and the age of the oldest', async () => {
      live.write(300);
      const { head, versions } = await readLag({ ...live.work, now });
      expect(head).to.equal(await live.log.head());
      const lanes = versions.find(({ projection }) => projection === 'sessions')?.lanes ?? [];
      expect(lanes).to.have.length(4);
      expect(lanes.reduce((sum, { events }) => sum + events, 0)).to.equal(live.log.all().length);
      expect(lanes.every(({ seconds, isMore }) => seconds === 30 && !isMore)).to.equal(true);
    });

    it('is nothing at the head, and costs no look at the log there', async () => {
      live.write(300);
      await live.start();
      await live.expectAll(1);
      await eventually(async () => {
        const { versions } = await readLag(live.work);
        for (const { lanes } of versions)
          for (const { events, seconds } of lanes) expect([events, seconds]).to.deep.equal([0, 0]);
      });
      const pages = live.log.pages();
      await readLag(live.work);
      expect(live.log.pages()).to.equal(pages);
    });

    it('is a lower bound further back than a few pages', async () => {
      live.write(300);
      const before = live.log.pages();
      const { versions } = await readLag({ ...live.work, pageSize: 10, now });
      expect(live.log.pages() - before).to.be.at.most(4);
      const lanes = versions[0]?.lanes ?? [];
      expect(lanes.reduce((sum, { events }) => sum + events, 0)).to.equal(10);
      expect(lanes.every(({ isMore }) => isMore)).to.equal(true);
    });
  });

  it('wait for a lock no longer than workers do, whoever changes them and whatever the connection allows', async () => {
    // As behind a pooler, which passes no limits on.
    const db = await connectPostgres(database.url, { statementTimeoutMs: 600_000 });
    const freed = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const holding = database.db.transaction(async (tx) => {
      await tx.query(sql.unsafe`SELECT FROM projection_versions FOR UPDATE`);
      locked.resolve();
      await freed.promise;
    });
    await Promise.race([locked.promise, holding]);
    const changes = [
      createVersion(db, sessions, 'building'),
      pauseProjection(db, 'sessions'),
      useVersion(db, { name: 'sessions', version: 1 }),
      dropVersion(db, models, { name: 'sessions', version: 1 }),
      discardVersion(db, sessions, 1),
    ];
    const outcomes = changes.map((change) =>
      change.then(
        () => 'done',
        (error: DomainError) => error.code,
      ),
    );
    const all = await Promise.race([Promise.all(outcomes), pause(20_000, new AbortController().signal)]);
    freed.resolve();
    await holding;
    await Promise.all(outcomes);
    await db.end();
    expect(all).to.deep.equal(changes.map(() => 'unavailable'));
  });
});

/** The log as a newer build reads it, which knows what the older one does not. */
function understanding(log: MemoryLog): MemoryLog {
  const known = <Item extends { type: string }>(item: Item): Item =>
    item.type === 'SessionCheered' ? { ...item, type: 'SessionNoted' } : item;
  return {
    ...log,
    page: async (after, limit) => (await log.page(after, limit)).map(known),
    async *follow(after, signal) {
      for await (const item of log.follow(after, signal)) yield known(item);
    },
  };
}
