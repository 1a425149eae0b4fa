import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { validationErrors } from '../http/support/client.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';
import { counted, workout } from './support/history.ts';
import { sendCsv, sessionsOf, variant } from './support/imports.ts';
import { logOf } from './support/log.ts';

const email = 'import-mistakes@example.com';
const unknownId = '01900000-0000-7000-8000-0000000000ee';
const csv = variant('Strong with commas').write([workout('02-01', 'Legs', counted('Squat', [100, 5]))]);

describe('an import with a mistake', () => {
  const suite = useSystems();
  let system: System;
  let file: string;
  let other: string;
  before(async () => {
    system = await sharedSystem();
    await system.client(email);
    file = join(suite.folder(), 'strong.csv');
    other = join(suite.folder(), 'other.csv');
    writeFileSync(file, csv);
    writeFileSync(other, 'a,b\n1,2\n');
  });

  it('irontrack import refuses a wrong file, option or account, and writes nothing', async () => {
    const mistakes: [string[], RegExp][] = [
      [[email, file, '--format', 'strong'], /kg or lb.*\(unit\)/],
      [['no@example.com', file, '--format', 'hevy'], /no account no@example/],
      [[email, `${file}.gone`, '--format', 'hevy'], /no file .*\.gone/],
      [[email, file, '--format', 'strong', '--unit', 'kg', '--timezone', 'Atlantis'], /time zone/],
      [[email, file, '--format', 'hevy'], /not a Hevy export/],
      [[email, other, '--format', 'strong', '--unit', 'kg'], /not a Strong export/],
      [[email, file, '--format', 'fitbit'], /fitbit[\s\S]*"strong", "hevy"/],
      [[file, '--format', 'hevy'], /See irontrack import --help/],
    ];
    const log = await logOf(system.dataDir);
    for (const [args, message] of mistakes) expectRefusal(await system.cli('import', ...args), message);
    expect(await logOf(system.dataDir)).to.deep.equal(log);
  });

  it('irontrack import ends with status 1 when no workout goes in, and says in which zone it reads times', async () => {
    const rejected = join(suite.folder(), 'rejected.csv');
    writeFileSync(rejected, csv.replaceAll('2024-02-01', '2024-02-31'));
    const { code, stderr, stdout } = await system.cli(
      'import',
      email,
      rejected,
      '--format',
      'strong',
      '--unit',
      'kg',
      '--json',
    );
    expect(code).to.equal(1);
    expect(JSON.parse(stdout).counts).to.include({ sessions: 0, rejected: 1 });
    expect(stderr).to.contain('The times in the file are read as UTC.');
    expect(stderr).to.contain('No workout of the file was imported.');
  });

  it('irontrack import shows in a dry run what would happen to each workout', async () => {
    const { code, stdout } = await system.cli('import', email, file, '--format', 'strong', '--unit', 'kg', '--dry-run');
    expect(code).to.equal(0);
    expect(stdout.split('\n').slice(0, 2)).to.deep.equal([
      'added  \t2024-02-01T18:30:00\tLegs\tsets: 1 added, 0 updated, 0 unchanged, 0 removed',
      'dry run: nothing was written',
    ]);
  });

  it('POST /imports refuses a file when neither it nor the request names the unit of weights', async () => {
    const athlete = await system.client(email);
    const answer = await sendCsv(athlete, csv, { format: 'strong', timezone: 'UTC' });
    expect(validationErrors(answer)).to.deep.equal(['value_error unit']);
    expect(await sessionsOf(athlete)).to.deep.equal([]);
  });

  it('irontrack imports undo refuses a malformed and an unknown id', async () => {
    expectRefusal(await system.cli('imports', 'undo', email, unknownId), /No such import/);
    expectRefusal(await system.cli('imports', 'undo', email, 'x'), /not the id of an import/);
  });
});
