import { expect } from 'chai';
import pg from 'pg';
import { startServices } from '../../embedded/services.ts';
import { laneOf } from '../../src/projections/core/lanes.ts';
import { eventually } from '../projections/support/eventually.ts';
import { newDatabase } from '../support/databases.ts';
import type { Program } from '../support/program.ts';
import { services } from '../support/services.ts';
import { signIn, useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';
import { read } from './support/imports.ts';

/** A query for everything that the migrations create, except their own table: columns, indexes and constraints. */
const schemaQuery = `
  SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name <> 'schema_migrations'
  UNION ALL
  SELECT tablename, indexname, indexdef, NULL, NULL FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> 'schema_migrations'
  UNION ALL
  SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND conrelid <> 'schema_migrations'::regclass
  ORDER BY 1, 2, 3`;

describe('processes on services that run elsewhere', () => {
  const suite = useSystems();
  let env: Record<string, string>;
  let dataDir: string;
  let stopEventStore: () => Promise<unknown>;
  before(async () => {
    const { redis } = await services();
    // The test uses a log of its own, because its new database lacks the keys of the events that other suites wrote.
    const needs = { eventStore: true, postgres: false, redis: false };
    const { eventStoreUrl = '', stop } = await startServices({
      dataDir: suite.folder(),
      needs,
      ephemeral: true,
      say: () => {},
    });
    stopEventStore = stop;
    env = { EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: await newDatabase(), REDIS_URL: redis.url };
    dataDir = suite.folder();
  });
  after(() => stopEventStore());
  const irontrack = (...args: string[]): Program => suite.run(args, { dataDir, env });
  const lines = async (...args: string[]) => linesOf(await suite.cli(args, { dataDir, env }));
  const schema = async () => {
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    return (await client.query(schemaQuery).finally(() => client.end())).rows;
  };

  it('db migrate and db rollback create the schema, remove all of it, and create the same again', async () => {
    const names = await lines('db', 'migrate');
    expect(names).not.to.deep.equal([]);
    const full = await schema();
    expect(await lines('db', 'migrate')).to.deep.equal([]);
    expect((await lines('db', 'status')).map((line) => line.split('\t')[0])).to.deep.equal(['MIGRATION', ...names]);

    const last = names.at(-1) ?? '';
    expect(await lines('db', 'rollback')).to.deep.equal([last]);
    const pending = (await lines('db', 'status')).filter((line) => line.includes('pending'));
    expect(pending).to.deep.equal([`${last}\tpending\t`]);
    expect(await lines('db', 'rollback', '--steps', '99')).to.deep.equal(names.slice(0, -1).toReversed());
    expect(await schema()).to.deep.equal([]);

    expect(await lines('db', 'migrate')).to.deep.equal(names);
    expect(await schema()).to.deep.equal(full);
  });

  /** Expects that, without a worker, the readiness check fails as soon as an event waits to be projected. */
  const expectStalled = async (url: string) => {
    await signIn(url, 'first@example.com');
    let ready = await fetch(`${url}/ready`);
    while (ready.status === 200) ready = await fetch(`${url}/ready`);
    const { pipeline } = (await (await fetch(`${url}/health`)).json()) as {
      pipeline: { status: string; lag: { events: number }[] };
    };
    expect([ready.status, pipeline.status]).to.deep.equal([503, 'stalled']);
    expect(pipeline.lag.filter(({ events }) => events > 0)).to.have.length.above(0);
  };

  it('API, dispatcher and workers run as separate processes, which can stop and start independently', async () => {
    await lines('db', 'migrate');
    const serving = [irontrack('serve', '--port', '0'), irontrack('serve')];
    const [first = '', second = ''] = await Promise.all(serving.map((each) => each.prints(/ready at (\S+)$/m)));
    expect(first).not.to.equal(second);
    await expectStalled(first);
    const dispatcher = irontrack('dispatch');
    await dispatcher.prints(/^(Dispatcher started)/m);
    const worker = irontrack('work');
    await worker.prints(/^(Worker started)/m);

    const here = await signIn(first, 'athlete@example.com');
    const there = await signIn(second, 'athlete@example.com');
    const { id } = (await here.post('/training-sessions', { timezone: 'UTC', name: 'Before' })).json;
    const list = await read(there, '/training-sessions');
    expect(list.status, list.text).to.equal(200);
    expect(list.json.items[0]).to.include({ id, name: 'Before' });

    worker.signal('SIGTERM');
    expect((await worker.ended).code).to.equal(0);
    expect((await here.patch(`/training-sessions/${id}`, { name: 'Meanwhile' })).status).to.equal(200);
    // A worker of the other lanes does not apply the account's event.
    const lane = laneOf((await here.get('/access/me')).json.id, 4);
    const otherWorker = irontrack('work', '--lanes', [0, 1, 2, 3].filter((each) => each !== lane).join());
    await otherWorker.prints(/^(Worker started) for lanes \d,\d,\d$/m);
    const outdated = await there.get('/training-sessions');
    expect([outdated.status, outdated.headers.get('retry-after')]).to.deep.equal([503, '1']);

    const successor = irontrack('work', '--lanes', `${lane}-${lane}`);
    await successor.prints(/^(Worker started)/m);
    expect((await read(there, `/training-sessions/${id}`)).json.name).to.equal('Meanwhile');
    const all = [...serving, dispatcher, otherWorker, successor];
    for (const program of all) program.signal('SIGINT');
    const ends = await Promise.all(all.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('a worker refuses to start without an existing lane, and warns about lanes that do not exist', async () => {
    await lines('db', 'migrate');
    const refused = await suite.cli(['work', '--lanes', '4,9'], { dataDir, env });
    expectRefusal(refused, /^--lanes: There are only lanes 0 to 3, none of 4,9\.$/m);

    const worker = irontrack('work', '--lanes', '1,9');
    await worker.prints(/^(Worker started)/m);
    await lines('projections', 'relane', '1');
    await eventually(async () => expect(worker.logged()).to.match(/lanes that do not exist.*"?outside"?.*1,9/));
    expect(worker.logged()).to.match(/lanes that do not exist.*"?outside"?\W+9\b/);
    worker.signal('SIGTERM');
    expect((await worker.ended).code).to.equal(0);
  });
});
