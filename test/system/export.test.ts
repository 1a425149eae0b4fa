import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { runCommand } from '../support/command.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';
import { stoppingSignals } from './support/stopping-signals.ts';

const [email, other] = ['export@example.com', 'export-other@example.com'];

describe('irontrack export', () => {
  const suite = useSystems();
  let system: System;
  let athlete: Client;
  let folder: string;
  before(async () => {
    system = await sharedSystem();
    athlete = await system.client(email);
    await system.client(other);
    folder = suite.folder();
    const exercise = { name: 'My Row', primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const own = await athlete.post('/exercises/user', exercise);
    for (const day of Array.from({ length: 23 }, (_, index) => String(index + 1).padStart(2, '0'))) {
      const entry = { exerciseId: own.json.id, supersetGroup: 1, sets: [{ reps: 5, rir: 1, notes: `day ${day}` }] };
      const startedAt = `2026-02-${day}T10:00:00Z`;
      const body = { timezone: 'Europe/Berlin', startedAt, endedAt: startedAt, exercises: [entry] };
      expect((await athlete.post('/training-sessions?replace=complete', body)).status).to.equal(201);
    }
  });

  const linesOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const sessionsOf = async (client: Client) => {
    const { json } = await client.get('/training-sessions?view=full&pageSize=20&sortOrder=asc');
    return json.items.map(({ startedAt, endedAt, timezone, status, exercises }: Record<string, unknown>) =>
      JSON.stringify([startedAt, endedAt, timezone, status, exercises], (key, value) =>
        key === 'id' || key === 'exerciseId' ? 0 : value,
      ),
    );
  };

  it('writes what GET /export returns, which irontrack import reads back into another account', async () => {
    const file = join(folder, 'history.ndjson');
    const ended = await system.cli('export', email, '--output', file);
    expect([ended.code, ended.stdout]).to.deep.equal([0, '']);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const [, ...lines] = linesOf(readFileSync(file, 'utf8'));
    const [, ...answered] = linesOf((await athlete.get('/export')).text);
    expect(lines).to.deep.equal(answered);
    expect(lines.at(-1)).to.deep.equal({
      kind: 'end',
      exercises: 1,
      profiles: 0,
      measurements: 0,
      units: 0,
      plans: 0,
      schedules: 0,
      sessions: 23,
      imports: 0,
    });
    const read = await system.cli('import', other, file, '--format', 'irontrack', '--json');
    expect([read.code, read.stderr]).to.deep.equal([0, '']);
    expect(JSON.parse(read.stdout).counts).to.include({ sessionsAdded: 23, added: 23, rejected: 0 });
    const reader = await system.client(other);
    expect(await sessionsOf(reader)).to.deep.equal(await sessionsOf(athlete));
    expect((await reader.get('/exercises?scope=user')).json.items).to.have.lengthOf(1);
  });

  it('writes a file for another app to standard output, and says what the file cannot hold', async () => {
    const { code, stdout, stderr } = await system.cli('export', email, '--format', 'hevy');
    expect(code).to.equal(0);
    expect(stdout.trimEnd().split('\n')).to.have.lengthOf(24);
    expect(stderr).to.include('not in the file (23): Notes on sets.').and.include('Repetitions in reserve.');
  });

  it('refuses an unknown account and format, and leaves an unfinished file of another export alone', async () => {
    const file = join(folder, 'taken.ndjson');
    writeFileSync(`${file}.part`, 'x');
    for (const [args, message] of [
      [['no@example.com'], /no account no@example/],
      [[email, '--format', 'csv'], /"irontrack", "strong", "hevy"/],
      [[email, '--output', file], /taken\.ndjson\.part exists/],
      [[email, '--output', join(folder, 'missing', 'x')], /missing\/x\.part cannot be written: /],
      [[email, '--output', folder], /is a folder\. Name the file in it\./],
    ] as const) {
      expectRefusal(await system.cli('export', ...args), message);
    }
    expect(readFileSync(`${file}.part`, 'utf8')).to.equal('x');
  });

  it('leaves no file when it is stopped', async () => {
    const output = join(folder, 'stopped.ndjson');
    const options = { dataDir: system.dataDir, signals: stoppingSignals() };
    for (const command of [
      ['export', email],
      ['audit', 'export', email],
    ]) {
      expectRefusal(await runCommand([...command, '--output', output], options), /^Stopped; nothing is written\.$/m);
    }
    expect(readdirSync(folder).filter((each) => each.startsWith('stopped'))).to.deep.equal([]);
  });
});
