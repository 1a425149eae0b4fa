import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..', '..', '..');

/**
 * Makes objects of which each lives until 400,000 younger ones exist, and prints the young generation in MiB: the first
 * size after 120 rounds that is within the bound, or the size after 400 rounds.
 */
const program = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { setImmediate } from 'node:timers/promises';
  import { boundGarbage } from './src/infra/local/bound-garbage.ts';
  const living = [];
  const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 1_048_576;
  for (let round = 0; round < 120 || (size() > 16 && round < 400); round += 1) {
    // By then the young generation has grown, as it does while a program is loaded.
    if (round === 40) boundGarbage(50);
    for (let each = 0; each < 20_000; each += 1) living[(round * 20_000 + each) % 400_000] = { text: String(each), list: [each] };
    await setImmediate();
  }
  console.log(size());
`;

describe('the bound of garbage', () => {
  it('returns the young generation to 16 MiB while many objects survive', () => {
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
    expect(Number(printed)).to.be.within(1, 16);
  });
});
