import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type CommandOptions, runCommand } from '../support/command.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

const [log, database] = ['eventstore', 'postgres'];
/** Copies a folder with the owners of its files, because Postgres may run as another user. */
const copy = (from: string, to: string) => execFileSync('cp', ['-a', from, to]);

const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };

describe('a log and a database that were both restored to yesterday', function () {
  this.timeout(180_000);
  const suite = useSystems();

  it('are found by audit verify, which names the first event that is missing; an erasure is no problem', async () => {
    const system = await suite.start();
    const { dataDir } = system;
    const athlete = await system.client('vera@example.com');
    const erased = await system.client('mallory@example.com');
    const session = (await athlete.post('/training-sessions', body)).json;
    await erased.post('/training-sessions', body);
    linesOf(await system.cli('users', 'erase', 'mallory@example.com', '--yes'));
    linesOf(await system.cli('audit', 'sign'));
    expect((await system.cli('audit', 'verify')).code).to.equal(0);
    linesOf(await system.cli('users', 'promote-to-superuser', 'vera@example.com', '--yes'));
    const lines = (await athlete.get('/audit/verification/installation')).text.trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).to.include({ kind: 'end', problems: 0, hasFile: true });
    expect((await athlete.get('/audit/verification')).json.problems).to.deep.equal([]);
    await system.stop();
    const yesterday = join(suite.folder(), 'yesterday');
    mkdirSync(yesterday);
    for (const part of [log, database]) copy(join(dataDir, part), join(yesterday, part));

    const today = await suite.start({ dataDir });
    const again = await today.client('vera@example.com');
    const { status } = await again.patch(`/training-sessions/${session.id}`, { name: 'Arms' });
    expect(status).to.equal(200);
    linesOf(await today.cli('audit', 'sign'));
    const kept = join(suite.folder(), 'copy.json');
    writeFileSync(kept, JSON.stringify((await again.get('/audit/tree-head')).json.signed));
    expect((await today.cli('audit', 'verify', '--copy', kept)).code).to.equal(0);
    await today.stop();
    for (const part of [log, database]) {
      rmSync(join(dataDir, part), { recursive: true });
      copy(join(yesterday, part), join(dataDir, part));
    }

    const options: CommandOptions = { dataDir };
    const { code, stdout, stderr } = await runCommand(['audit', 'verify', '--json'], options);
    const problems = linesOf({ code: 0, stdout, stderr: '' }).map((line) => JSON.parse(line));
    expect(code, stderr).to.equal(1);
    expect(
      problems.map(({ kind }) => kind),
      stderr,
    ).to.deep.equal(['database-is-older', 'event']);
    expect(problems.at(1)).to.deep.include({ what: 'missing', stream: `session-${session.id}`, revision: 1 });
    const refused = await runCommand(['audit', 'sign'], options);
    expect([refused.code, refused.stderr]).to.satisfy(
      ([exit, text]: [number, string]) => exit === 1 && text.includes('which tree head'),
    );
    expectRefusal(await runCommand(['audit', 'sign', '--restored', ' '], options), /^--restored: .* needs a reason/);
    linesOf(await runCommand(['audit', 'sign', '--restored', 'The disk was broken'], options));
    const after = await runCommand(['audit', 'verify'], options);
    expect([after.code, after.stderr]).to.satisfy(
      ([exit, text]: [number, string]) => exit === 0 && text.includes('Restored by an operator: The disk was broken'),
    );
    const compared = await runCommand(['audit', 'verify', '--copy', kept], options);
    expect([compared.code, compared.stdout]).to.satisfy(
      ([exit, text]: [number, string]) => exit === 1 && text.includes('signs it, and it is missing'),
    );
  });
});
