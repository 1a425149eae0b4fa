import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRunFile } from '../../embedded/data-dir.ts';
import { waitUntil } from '../../embedded/processes/wait.ts';
import { sizeFactor } from '../support/samples.ts';
import { type System, useSystems } from '../support/system.ts';
import { contentsOf, expected, historyOf } from './support/history.ts';
import { argumentsOf, imported, parametersOf, sendCsv, sessionsOf, variant, zone } from './support/imports.ts';
import { eventStoreOf, logOf, watch } from './support/log.ts';

const hevy = variant('Hevy in kg and km');
const parameters = parametersOf(hevy);
const length = 60;
/** A history with more training sessions than an import processes in one chunk. */
const history = historyOf(90_210, length);
const csv = hevy.write(history);
const setCount = history.flatMap(({ exercises }) => exercises.flatMap(({ sets }) => sets)).length;

/** When all processes are killed: as soon as this many events of the type have been written. */
const moments = [
  ['SetLogged', 200],
  ...(sizeFactor > 1 ? [['ImportReachedSessions', 1] as const, ['ImportCompleted', 1] as const] : []),
] as const;

describe('kill -9 of the whole tree', () => {
  const suite = useSystems();
  let system: System;
  /** The revision that each session has after an uninterrupted import. */
  let revisions: number[];
  before(async function () {
    this.timeout(180_000);
    system = await suite.start({ seeds: true });
    const athlete = await system.client('undisturbed@example.com');
    await imported(athlete, csv, parameters);
    revisions = (await sessionsOf(athlete)).map(({ revision }) => revision);
  });

  /** What the log contains of one athlete: the session streams, and the number of events of a type. */
  const logOfOwner = async (id: string) => {
    const log = (await logOf(system.dataDir)).filter(({ owner }) => owner === id);
    const streams = new Set(log.flatMap(({ stream }) => (stream.startsWith('session-') ? [stream] : [])));
    return { streams, count: (type: string) => log.filter((event) => event.type === type).length };
  };

  /** Expects the same state as after an uninterrupted import: each session exists once, and the import is completed. */
  const expectWhole = async (email: string) => {
    const athlete = await system.client(email);
    const { id } = (await athlete.get('/access/me')).json;
    const sessions = await sessionsOf(athlete);
    expect(sessions.map(contentsOf)).to.deep.equal(expected(history, hevy, zone));
    expect(sessions.map(({ revision }) => revision)).to.deep.equal(revisions);
    const { streams, count } = await logOfOwner(id);
    expect(streams).to.deep.equal(new Set(sessions.map((session) => `session-${session.id}`)));
    const types = ['SessionStarted', 'SessionCompleted', 'SetLogged', 'ImportStarted', 'ImportCompleted'];
    expect(types.map(count)).to.deep.equal([length, length, setCount, 1, 1]);
    const { code, stdout } = await system.cli('imports', 'list', '--json', email);
    expect(code).to.equal(0);
    const { status, counts } = JSON.parse(stdout);
    expect([status, counts.sessions, counts.sets]).to.deep.equal(['completed', length, setCount]);
  };

  for (const [type, count] of moments) {
    it(`an import that is killed after ${type} number ${count} is completed by importing again`, async () => {
      const email = `athlete-${type}@example.com`;
      const athlete = await system.client(email);
      const { id } = (await athlete.get('/access/me')).json;
      const { reached, close } = await watch(eventStoreOf(system.dataDir), type, count);
      const answer = sendCsv(athlete, csv, parameters).catch((error: Error) => error);
      await reached;
      await system.kill();
      await Promise.all([answer, close()]);

      system = await suite.start({ dataDir: system.dataDir, seeds: true });
      const completed = (await logOfOwner(id)).count('SessionCompleted');
      expect(completed < length, 'cut short').to.equal(type !== 'ImportCompleted');
      await imported(await system.client(email), csv, parameters);
      await expectWhole(email);
    });
  }

  it('irontrack import, killed together with its embedded services, is completed by importing again', async () => {
    const { dataDir } = system;
    const email = 'athlete@example.com';
    const file = join(suite.folder(), 'export.csv');
    writeFileSync(file, csv);
    await system.client(email);
    await system.stop();

    const args = ['import', ...argumentsOf(email, parameters), file];
    const program = suite.run(args, { dataDir });
    expect(await waitUntil(30_000, () => readRunFile(dataDir) !== undefined)).to.equal(true);
    const { reached, close } = await watch(eventStoreOf(dataDir), 'SetLogged', 200);
    await reached;
    await program.kill();
    await close();

    const { code, stderr } = await suite.run(args, { dataDir }).ended;
    expect(code, stderr).to.equal(0);
    system = await suite.start({ dataDir, seeds: true });
    await expectWhole(email);
  });
});
