import { expect } from 'chai';
import { processTreeOf, survivorsOf } from '../embedded/support/machine.ts';
import type { Client } from '../http/support/client.ts';
import { openStream } from '../http/support/event-stream.ts';
import { type System, useSystems } from '../support/system.ts';
import { historyOf } from './support/history.ts';
import { imported, parametersOf, read, sessionsOf, variant } from './support/imports.ts';

const email = 'athlete@example.com';
const hevy = variant('Hevy in kg and km');

/** Everything that an athlete can read: the bodies and ETags of the answers. */
async function readings(athlete: Client) {
  const paths = ['/training-sessions?pageSize=100', '/training-sessions?view=full', '/imports'];
  for (const { id } of await sessionsOf(athlete)) paths.push(`/training-sessions/${id}`);
  const answers = await Promise.all(paths.map((path) => read(athlete, path)));
  return answers.map(({ status, text, headers }) => ({ status, text, etag: headers.get('etag') }));
}

describe('the whole service', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await suite.start();
    await imported(await system.client(email), hevy.write(historyOf(55, 20)), parametersOf(hevy));
  });

  for (const [title, end] of [
    ['Ctrl-C', (running: System) => running.signal('SIGINT')],
    ['SIGTERM', (running: System) => process.kill(running.pid, 'SIGTERM')],
  ] as const) {
    it(`the service ends in order on ${title}, leaves no process, and has all data at the next start`, async () => {
      const athlete = await system.client(email);
      const before = await readings(athlete);
      const stream = await openStream({ origin: system.url }, athlete, '/changes/live');
      expect(await stream.nextData()).to.include({ reset: false });
      const family = processTreeOf(system.pid);
      expect(family.length).to.be.greaterThan(5);
      end(system);
      // An open stream of changes ends, so that the service need not wait for it.
      while (await stream.next()) expect(stream.status).to.equal(200);
      const { code, stdout, stderr } = await system.ended;
      expect(code).to.equal(0);
      expect(stderr).not.to.contain('Closed connections');
      expect(stdout.trim().split('\n')).to.deep.equal([
        `IronTrack is ready at ${system.url}`,
        `Its API is documented at ${system.url}/docs`,
      ]);
      expect(await survivorsOf(family)).to.deep.equal([]);

      system = await suite.start({ dataDir: system.dataDir });
      expect(await readings(await system.client(email))).to.deep.equal(before);
    });
  }

  it('a second start on the same data folder is refused, and the first continues', async () => {
    const athlete = await system.client(email);
    const second = await suite.run(['up'], { dataDir: system.dataDir }).ended;
    expect([second.code, second.stdout]).to.deep.equal([1, '']);
    expect(second.stderr).to.contain(`${system.dataDir} is in use by process ${system.pid} at ${system.url}`);
    expect((await athlete.post('/training-sessions', { timezone: 'UTC' })).status).to.equal(201);
    expect((await read(athlete, '/training-sessions')).json.total).to.equal(21);
  });

  it('two services run side by side on different data folders', async () => {
    const other = await suite.start();
    const [here, there] = [await system.client(email), await other.client(email)];
    expect((await read(there, '/training-sessions')).json.total).to.equal(0);
    await there.post('/training-sessions', { timezone: 'UTC', name: 'There' });
    expect((await read(there, '/training-sessions')).json.total).to.equal(1);
    expect((await read(here, '/training-sessions?searchString=There')).json.total).to.equal(0);
    await other.stop();
    expect((await read(here, '/training-sessions')).status).to.equal(200);
  });

  it('the service keeps every answered write when it is killed', async () => {
    const athlete = await system.client(email);
    const answered: string[] = [];
    const write = async (): Promise<void> => {
      const times = { startedAt: '2026-01-10T12:00:00Z', endedAt: '2026-01-10T13:00:00Z' };
      const { status, json } = await athlete.post('/training-sessions', {
        timezone: 'UTC',
        name: 'Answered',
        ...times,
      });
      expect(status).to.equal(201);
      answered.push(json.id);
      return write();
    };
    const writers = Promise.allSettled([write(), write(), write()]);
    for (let round = 0; round < 10; round += 1) await athlete.get('/training-sessions?pageSize=1');
    await system.kill();
    await writers;
    expect(answered).not.to.deep.equal([]);

    system = await suite.start({ dataDir: system.dataDir });
    const again = await system.client(email);
    for (const id of answered) expect((await read(again, `/training-sessions/${id}`)).status).to.equal(200);
  });
});
