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
