import { expect } from 'chai';
import pg from 'pg';
import { readRunFile } from '../../embedded/data-dir.ts';
import { models } from '../../src/projections/models/all.ts';
import type { Client } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type System, systemsOf } from '../support/system.ts';
import { read } from './support/imports.ts';

const names = models.map(({ name }) => name).sort();

describe('read models and the log, from the command line', function () {
  this.timeout(120_000);
  const suite = systemsOf();
  let system: System;
  let athlete: Client;
  let id: string;
  before(async () => {
    system = await suite.start();
    athlete = await system.client('ada@example.com');
    id = await begin('Legs');
  });

  const begin = async (name: string): Promise<string> => {
    const { status, json } = await athlete.post('/training-sessions', { timezone: 'UTC', name });
    expect(status).to.equal(201);
    return json.id;
  };
  const nameOf = async (session: string) => (await read(athlete, `/training-sessions/${session}`)).json.name;
  const linesOf = async (...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await system.cli(...args);
    expect(code, stderr).to.equal(0);
    return stdout.split('\n').filter(Boolean);
  };
  const states = async () =>
    (await linesOf('projections', 'list'))
      .filter((line) => line.startsWith('sessions'))
      .map((line) => line.split('\t').toSpliced(2, 1).slice(1).join(' '));

  it('lists and measures the lanes of every version', async () => {
    const [list, text, json] = await Promise.all([
      linesOf('projections', 'list'),
      linesOf('projections', 'status'),
      linesOf('projections', 'status', '--json'),
    ]);
    expect(list).to.deep.equal(names.map((name) => `${name}\tv1\tshape 1\tlive`));
    expect(text.filter((line) => /^\tlane \d\tat \d+\t\d+ events, \d+\.\d s behind$/.test(line))).to.have.length(
      4 * names.length,
    );
    const { head, versions } = JSON.parse(json.join());
    expect(BigInt(head) > 0n).to.equal(true);
    expect(versions.map((each: { projection: string }) => each.projection)).to.deep.equal(names);
  });

  it('pauses a read model, whose readers hear that it is behind, and feeds it again', async () => {
    const { stdout, stderr } = await system.cli('projections', 'pause', 'sessions');
    expect(stdout).to.equal('sessions is paused.\n');
    expect(stderr).to.contain('sessions v1 answers queries').and.to.contain('503');
    const paused = [{ projection: 'sessions', version: 1, state: 'live' }];
    const probed = async (path: string) => {
      const { status, json } = await athlete.get(path);
      return [status, json.pipeline.status, json.pipeline.paused];
    };
    await eventually(async () => expect(await probed('//ready')).to.deep.equal([200, 'moving', paused]));
    expect(await probed('//health')).to.deep.equal([200, 'moving', paused]);
    const unseen = await begin('Arms');
    expect((await athlete.get(`/training-sessions/${unseen}`)).status).to.equal(503);
    expect((await athlete.get('/imports')).status).to.equal(200);
    expect(await linesOf('projections', 'resume', 'sessions')).to.deep.equal(['sessions is fed again.']);
    expect(await nameOf(unseen)).to.equal('Arms');
    await eventually(async () => expect(await probed('//ready')).to.deep.equal([200, 'moving', []]));
  });

  it('rebuilds, goes back with one command, and drops', async () => {
    await linesOf('projections', 'rebuild', 'sessions');
    expect(await states()).to.deep.equal(['v1 standby', 'v2 live']);
    const later = await begin('Back');
    expect(await nameOf(later)).to.equal('Back');
    expect(await linesOf('projections', 'use', 'sessions', '1')).to.deep.equal(['sessions v1 answers queries.']);
    expect(await states()).to.deep.equal(['v1 live', 'v2 standby']);
    expect([await nameOf(id), await nameOf(later)]).to.deep.equal(['Legs', 'Back']);
    const refused = await system.cli('projections', 'drop', 'sessions', '1');
    expect([refused.code, refused.stdout]).to.deep.equal([1, '']);
    await linesOf('projections', 'drop', 'sessions', '2');
    expect(await states()).to.deep.equal(['v1 live']);
  });

  it('verifies, and shows the rows that are not what the log makes of them', async () => {
    expect((await linesOf('projections', 'verify', 'sessions')).at(0)).to.match(/\t0 different$/);
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
    expect((await linesOf('projections', 'verify', 'sessions')).at(0)).to.match(/\t0 different$/);
  });

  it('changes the number of lanes while requests are served', async () => {
    expect(await linesOf('projections', 'relane', '8')).to.deep.equal(['There are 8 lanes; there were 4.']);
    const later = await begin('Core');
    expect([await nameOf(id), await nameOf(later)]).to.deep.equal(['Legs', 'Core']);
    expect((await linesOf('projections', 'status')).filter((line) => line.startsWith('\tlane'))).to.have.length(
      8 * names.length,
    );
  });

  it('shows how far it is at a terminal, and nothing of that to a file', async () => {
    const bar = /sessions .*\d+ % \| \d+ events, \d+\/s \| (?:filling|catching up|switched|comparing)/;
    const typed = (...args: string[]) =>
      suite.run(['projections', ...args, 'sessions'], { dataDir: system.dataDir, terminal: true }).ended;
    for (const verb of ['rebuild', 'verify']) {
      const { code, stdout } = await typed(verb);
      expect(code, stdout).to.equal(0);
      expect(stdout).to.match(bar);
      expect(stdout).to.contain('100 %');
      const piped = await system.cli('projections', verb, 'sessions');
      expect(piped.code, piped.stderr).to.equal(0);
      expect(piped.stdout + piped.stderr).not.to.match(bar);
    }
  });

  it('shows the log: all of it, one stream, and what comes', async () => {
    const tail = suite.run(['events', 'tail', '--json'], { dataDir: system.dataDir });
    const all = await linesOf('events', 'all');
    expect(all[0]).to.contain('\tAccountRegistered\t');
    expect(all.some((line) => line.includes(`session-${id}@0\tSessionStarted\t`) && line.includes('Legs'))).to.equal(
      true,
    );
    const after = all.at(-2)?.split('\t')[0] ?? '';
    const sealed = await linesOf('events', 'all', '--from', after, '--sealed');
    expect(sealed).to.have.length(1);
    expect(sealed[0]).not.to.contain('Core');
    expect(await linesOf('events', 'stream', `session-${id}`)).to.have.length(1);
    expect((await system.cli('events', 'stream', 'session-none')).code).to.equal(1);

    // It says nothing until something comes, hence again until it does.
    const seen = tail.prints(/"type":"(SessionStarted)"/);
    let isSeen = false;
    void seen.then(() => {
      isSeen = true;
    });
    await eventually(async () => {
      await begin('Tail');
      expect(isSeen).to.equal(true);
    });
    tail.signal('SIGINT');
    expect((await tail.ended).code).to.equal(0);
  });
});
