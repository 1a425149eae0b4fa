import { expect } from 'chai';
import pg from 'pg';
import { readRunFile } from '../../embedded/data-dir.ts';
import { models } from '../../src/projections/models/all.ts';
import type { Client } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { runCommand } from '../support/command.ts';
import { type System, useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';
import { read } from './support/imports.ts';
import { stoppingSignals } from './support/stopping-signals.ts';

const names = models.map(({ name }) => name).sort();

describe('irontrack projections and irontrack events', function () {
  this.timeout(120_000);
  const suite = useSystems();
  let system: System;
  let athlete: Client;
  let id: string;
  before(async () => {
    system = await suite.start();
    athlete = await system.client('ada@example.com');
    id = await start('Legs');
  });

  const start = async (name: string): Promise<string> => {
    const { status, json } = await athlete.post('/training-sessions?replace=complete', { timezone: 'UTC', name });
    expect(status).to.equal(201);
    return json.id;
  };
  const nameOf = async (session: string) => (await read(athlete, `/training-sessions/${session}`)).json.name;
  const lines = async (...args: string[]): Promise<string[]> => linesOf(await system.cli(...args));
  const states = async () =>
    (await lines('projections', 'list'))
      .filter((line) => line.startsWith('sessions'))
      .map((line) => line.split('\t').toSpliced(2, 1).slice(1).join(' '));

  it('projections list shows every version, and projections status the lag of its lanes', async () => {
    expect(await lines('projections', 'list')).to.deep.equal([
      'READ MODEL\tVERSION\tSHAPE\tSTATE',
      ...names.map((name) => `${name}\tv1\t1\tlive`),
    ]);
    const status = await lines('projections', 'status');
    const lanes = status.filter((line) => /^\w+\tv1\tlive\t0\t\d\t\d+\t\d+\t\d+\.\d$/.test(line));
    expect(lanes).to.have.length(4 * names.length);
    const { head, versions } = JSON.parse((await lines('projections', 'status', '--json')).join());
    expect(BigInt(head) > 0n).to.equal(true);
    expect(versions.map((each: { projection: string }) => each.projection)).to.deep.equal(names);
  });

  it('projections pause makes reads of newer data answer 503 until projections resume', async () => {
    const { stdout, stderr } = await system.cli('projections', 'pause', 'sessions');
    expect(stdout).to.equal('sessions is paused.\n');
    expect(stderr).to.contain('Queries still read sessions v1').and.to.contain('503');
    const paused = [{ projection: 'sessions', version: 1, state: 'live' }];
    const probed = async (path: string) => {
      const { status, json } = await athlete.get(path);
      return [status, json.pipeline.status, json.pipeline.paused];
    };
    await eventually(async () => expect(await probed('//ready')).to.deep.equal([200, 'moving', paused]));
    expect(await probed('//health')).to.deep.equal([200, 'moving', paused]);
    const unseen = await start('Arms');
    expect((await athlete.get(`/training-sessions/${unseen}`)).status).to.equal(503);
    expect((await athlete.get('/imports')).status).to.equal(200);
    expect(await lines('projections', 'resume', 'sessions')).to.deep.equal(['sessions is resumed.']);
    expect(await nameOf(unseen)).to.equal('Arms');
    await eventually(async () => expect(await probed('//ready')).to.deep.equal([200, 'moving', []]));
  });

  it('projections rebuild switches to a new version, use switches back, and drop removes it', async () => {
    const rebuilt = await lines('projections', 'rebuild', 'sessions');
    expect(rebuilt).to.deep.equal(['Queries read sessions v2; v1 is kept up to date.']);
    expect(await states()).to.deep.equal(['v1 standby', 'v2 live']);
    const later = await start('Back');
    expect(await nameOf(later)).to.equal('Back');
    expect(await lines('projections', 'use', 'sessions', '1')).to.deep.equal(['Queries read sessions v1.']);
    expect(await states()).to.deep.equal(['v1 live', 'v2 standby']);
    expect([await nameOf(id), await nameOf(later)]).to.deep.equal(['Legs', 'Back']);
    expectRefusal(await system.cli('projections', 'drop', 'sessions', '1'), /sessions/);
    await lines('projections', 'drop', 'sessions', '2');
    expect(await states()).to.deep.equal(['v1 live']);
  });

  it('projections verify finds a row that differs from a rebuild', async () => {
    expect((await lines('projections', 'verify', 'sessions')).at(0)).to.match(/\t0 different$/);
    const database = new pg.Client({ connectionString: readRunFile(system.dataDir)?.databaseUrl });
    await database.connect();
    try {
      await database.query(`UPDATE session_documents_v1 SET sort_name = 'wrong' WHERE id = $1`, [id]);
      const { code, stdout } = await system.cli('projections', 'verify', 'sessions');
      expect(code).to.equal(1);
      expect(stdout)
        .to.match(/\t1 different$/m)
        .and.to.contain(`changed\tsession_documents\t${id}\tsort_name`);
      await database.query(`UPDATE session_documents_v1 SET sort_name = 'legs' WHERE id = $1`, [id]);
    } finally {
      await database.end();
    }
    expect((await lines('projections', 'verify', 'sessions')).at(0)).to.match(/\t0 different$/);
  });

  it('projections relane changes the number of lanes while requests are served', async () => {
    expect(await lines('projections', 'relane', '8')).to.deep.equal(['The number of lanes is now 8; it was 4.']);
    const later = await start('Core');
    expect([await nameOf(id), await nameOf(later)]).to.deep.equal(['Legs', 'Core']);
    const { versions } = JSON.parse((await lines('projections', 'status', '--json')).join());
    const lanes = versions.map((each: { lanes: unknown[] }) => each.lanes.length);
    expect(new Set(lanes)).to.deep.equal(new Set([8]));
  });

  it('projections rebuild and verify draw their progress on a terminal only', async () => {
    const bar = /sessions .*\d+ % \| \d+ events, \d+\/s \| (?:filling|catching up|switched|comparing)/;
    for (const command of ['rebuild', 'verify']) {
      const options = { dataDir: system.dataDir, terminal: true };
      const { code, stdout } = await suite.run(['projections', command, 'sessions'], options).ended;
      expect(code, stdout).to.equal(0);
      expect(stdout).to.match(bar);
      expect(stdout).to.contain('100 %');
      const piped = await system.cli('projections', command, 'sessions');
      expect(piped.code, piped.stderr).to.equal(0);
      expect(piped.stdout + piped.stderr).not.to.match(bar);
    }
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`projections rebuild is stopped by ${signal} without a change`, async () => {
      const before = await states();
      const options = { dataDir: system.dataDir, signals: stoppingSignals(signal) };
      const end = await runCommand(['projections', 'rebuild', 'sessions'], options);
      expectRefusal(end, /^Stopped; nothing has changed\.$/m);
      expect(await states()).to.deep.equal(before);
    });
  }

  it('events all, stream and tail print the whole log, one stream, and new events', async () => {
    const tail = suite.run(['events', 'tail', '--json'], { dataDir: system.dataDir });
    const [headings, ...all] = await lines('events', 'all');
    expect(headings).to.match(/^POSITION\t/);
    expect(all[0]).to.contain('\tAccountRegistered\t');
    const ofSession = all.filter((line) => line.includes(`session-${id}@0\tSessionStarted\t`));
    expect(ofSession.filter((line) => line.includes('Legs'))).to.have.length(1);
    const after = all.at(-2)?.split('\t')[0] ?? '';
    const [, ...sealed] = await lines('events', 'all', '--from', after, '--sealed');
    expect(sealed).to.have.length(1);
    expect(sealed[0]).not.to.contain('Core');
    expect(await lines('events', 'all', '--limit', '2')).to.deep.equal([headings, ...all.slice(0, 2)]);
    expect(await lines('events', 'stream', `session-${id}`)).to.have.length(3);
    expectRefusal(await system.cli('events', 'stream', 'session-none'), /no stream session-none/);

    // `events tail` prints nothing until an event is appended, so the test appends events until one is printed.
    let isPrinted = false;
    void tail.prints(/"type":"(SessionStarted)"/).then(() => {
      isPrinted = true;
    });
    await eventually(async () => {
      await start('Tail');
      expect(isPrinted).to.equal(true);
    });
    tail.signal('SIGINT');
    expect((await tail.ended).code).to.equal(0);
  });
});
