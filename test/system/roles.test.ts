import { expect } from 'chai';
import pg from 'pg';
import { startServices } from '../../embedded/services.ts';
import { laneOf } from '../../src/projections/core/lanes.ts';
import { eventually } from '../projections/support/eventually.ts';
import { newDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { type Program, signIn, systemsOf } from '../support/system.ts';
import { read } from './support/imports.ts';

/** All that migrations make, but for their own ledger: columns, indexes and constraints. */
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

describe('with services that run elsewhere', () => {
  const suite = systemsOf();
  let env: Record<string, string>;
  let dataDir: string;
  let stopEventStore: () => Promise<unknown>;
  before(async () => {
    const { redis } = await services();
    // A log of its own: of what other suites have written, this database has no keys.
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
  const linesOf = async (...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await irontrack(...args).ended;
    expect(code, stderr).to.equal(0);
    return stdout.split('\n').filter((line) => line !== '');
  };
  const schema = async () => {
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    return (await client.query(schemaQuery).finally(() => client.end())).rows;
  };

  it('the schema goes up, all the way down, and up again', async () => {
    const names = await linesOf('db', 'migrate');
    expect(names).not.to.deep.equal([]);
    const full = await schema();
    expect(await linesOf('db', 'migrate')).to.deep.equal([]);
    expect((await linesOf('db', 'status')).map((line) => line.split('\t')[0])).to.deep.equal(names);

    const last = names.at(-1) ?? '';
    expect(await linesOf('db', 'rollback')).to.deep.equal([last]);
    const pending = (await linesOf('db', 'status')).filter((line) => line.includes('pending'));
    expect(pending).to.deep.equal([`${last}\tpending`]);
    expect(await linesOf('db', 'rollback', '--steps', '99')).to.deep.equal(names.slice(0, -1).toReversed());
    expect(await schema()).to.deep.equal([]);

    expect(await linesOf('db', 'migrate')).to.deep.equal(names);
    expect(await schema()).to.deep.equal(full);
  });

  /** Nobody has ever worked on the lanes, which is not to be in good order. */
  const waitsForWorkers = async (url: string) => {
    await signIn(url, 'first@example.com');
    let ready = await fetch(`${url}/ready`);
    while (ready.status === 200) ready = await fetch(`${url}/ready`);
    const { pipeline } = (await (await fetch(`${url}/health`)).json()) as {
      pipeline: { status: string; lag: { events: number }[] };
    };
    expect([ready.status, pipeline.status]).to.deep.equal([503, 'stalled']);
    expect(pipeline.lag.filter(({ events }) => events > 0)).to.have.length.above(0);
  };

  it('API, dispatcher and workers are processes of their own, which come and go', async () => {
    await linesOf('db', 'migrate');
    const serving = [irontrack('serve', '--port', '0'), irontrack('serve')];
    const [first = '', second = ''] = await Promise.all(serving.map((each) => each.prints(/ready at (\S+)$/m)));
    expect(first).not.to.equal(second);
    await waitsForWorkers(first);
    const dispatcher = irontrack('dispatch');
    await dispatcher.prints(/^(IronTrack dispatches)/m);
    const worker = irontrack('work');
    await worker.prints(/^(IronTrack works)$/m);

    const here = await signIn(first, 'athlete@example.com');
    const there = await signIn(second, 'athlete@example.com');
    const { id } = (await here.post('/training-sessions', { timezone: 'UTC', name: 'Before' })).json;
    const list = await read(there, '/training-sessions');
    expect(list.status, list.text).to.equal(200);
    expect(list.json.items[0]).to.include({ id, name: 'Before' });

    worker.signal('SIGTERM');
    expect((await worker.ended).code).to.equal(0);
    expect((await here.patch(`/training-sessions/${id}`, { name: 'Meanwhile' })).status).to.equal(200);
    // A worker of the other lanes alone does not change that.
    const lane = laneOf((await here.get('/access/me')).json.id, 4);
    const aside = irontrack('work', '--lanes', [0, 1, 2, 3].filter((each) => each !== lane).join());
    await aside.prints(/^(IronTrack works)$/m);
    const behind = await there.get('/training-sessions');
    expect([behind.status, behind.headers.get('retry-after')]).to.deep.equal([503, '1']);

    const successor = irontrack('work', '--lanes', `${lane}-${lane}`);
    await successor.prints(/^(IronTrack works)$/m);
    expect((await read(there, `/training-sessions/${id}`)).json.name).to.equal('Meanwhile');
    const all = [...serving, dispatcher, aside, successor];
    for (const program of all) program.signal('SIGINT');
    const ends = await Promise.all(all.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('a worker has a lane that there is, and tells of those that there are not', async () => {
    await linesOf('db', 'migrate');
    const { code, stdout, stderr } = await irontrack('work', '--lanes', '4,9').ended;
    expect([code, stdout], stderr).to.deep.equal([1, '']);
    expect(stderr).to.contain('4,9').and.to.contain('0 to 3');

    const worker = irontrack('work', '--lanes', '1,9');
    await worker.prints(/^(IronTrack works)$/m);
    await linesOf('projections', 'relane', '1');
    await eventually(async () => expect(worker.logged()).to.match(/lanes that do not exist.*"?outside"?.*1,9/));
    expect(worker.logged()).to.match(/lanes that do not exist.*"?outside"?\W+9\b/);
    worker.signal('SIGTERM');
    expect((await worker.ended).code).to.equal(0);
  });
});
