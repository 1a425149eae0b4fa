import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRunFile } from '../../embedded/data-dir.ts';
import { until } from '../../embedded/wait.ts';
import type { SessionDocument } from '../../src/documents/session.ts';
import { type System, systemsOf } from '../support/system.ts';
import { contentsOf, expected, historyOf } from './support/history.ts';
import { imported, optionsOf, parametersOf, sendCsv, sessionsOf, variant, zone } from './support/imports.ts';
import { eventStoreOf, logOf, watch } from './support/log.ts';

const email = 'athlete@example.com';
const hevy = variant('Hevy in kg and km');
const parameters = parametersOf(hevy);
const length = 110;
/** More than two of the chunks that an import works on at a time. */
const history = historyOf(90_210, length);
const csv = hevy.write(history);

/** Right behind which acknowledged event the tree is killed, and how many of its kind come first. */
const moments = [
  ['ImportReachedSessions', 1],
  ['SetLogged', 300],
  ['SessionCompleted', 60],
  ['ImportCompleted', 1],
] as const;

describe('kill -9 of the whole tree', () => {
  const suite = systemsOf();
  /** What an import that nobody interrupts leads to. */
  let undisturbed: SessionDocument[];
  before(async () => {
    const system = await suite.start();
    const athlete = await system.client(email);
    await imported(athlete, csv, parameters);
    undisturbed = await sessionsOf(athlete);
    await system.stop();
  });

  /** As an uninterrupted import leaves it, each session once, and the import done. */
  const expectWhole = async (system: System) => {
    const athlete = await system.client(email);
    const sessions = await sessionsOf(athlete);
    expect(sessions.map(contentsOf)).to.deep.equal(expected(history, hevy, zone));
    expect(sessions.map(({ revision }) => revision)).to.deep.equal(undisturbed.map(({ revision }) => revision));
    const log = await logOf(system.dataDir);
    const streams = new Set(log.flatMap(({ stream }) => (stream.startsWith('session-') ? [stream] : [])));
    expect(streams).to.deep.equal(new Set(sessions.map(({ id }) => `session-${id}`)));
    const count = (type: string) => log.filter((event) => event.type === type).length;
    const sets = sessions.flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.sets)).length;
    expect(
      ['SessionStarted', 'SessionCompleted', 'SetLogged', 'ImportStarted', 'ImportCompleted'].map(count),
    ).to.deep.equal([length, length, sets, 1, 1]);
    const { code, stdout } = await system.cli('imports', 'list', '--json', '--user', email);
    const listed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).to.equal(0);
    expect(listed.map(({ status, counts }) => [status, counts.sessions, counts.sets])).to.deep.equal([
      ['completed', length, sets],
    ]);
  };

  for (const [type, count] of moments) {
    it(`behind ${type} number ${count} of an import is as if nothing had happened`, async () => {
      const first = await suite.start();
      const athlete = await first.client(email);
      const { reached, close } = await watch(eventStoreOf(first.dataDir), type, count);
      const answer = sendCsv(athlete, csv, parameters).catch((error: Error) => error);
      await reached;
      await first.kill();
      await Promise.all([answer, close()]);

      const second = await suite.start({ dataDir: first.dataDir });
      const completed = (await logOf(second.dataDir)).filter((event) => event.type === 'SessionCompleted').length;
      expect(completed < length, 'cut short').to.equal(type !== 'ImportCompleted');
      await imported(await second.client(email), csv, parameters);
      await expectWhole(second);
      await second.stop();
    });
  }

  it('of a command that runs its own services is as if nothing had happened', async () => {
    const file = join(suite.folder(), 'export.csv');
    writeFileSync(file, csv);
    const up = await suite.start();
    await up.client(email);
    await up.stop();

    const args = ['import', ...optionsOf(email, parameters), file];
    const program = suite.run(args, { dataDir: up.dataDir });
    expect(await until(30_000, () => readRunFile(up.dataDir) !== undefined)).to.equal(true);
    const { reached, close } = await watch(eventStoreOf(up.dataDir), 'SetLogged', 300);
    await reached;
    await program.kill();
    await close();

    const again = suite.run(args, { dataDir: up.dataDir });
    const { code, stderr } = await again.ended;
    expect(code, stderr).to.equal(0);
    const system = await suite.start({ dataDir: up.dataDir });
    await expectWhole(system);
    await system.stop();
  });
});
