import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import { createErasuresFile } from '../../../src/infra/local/erasures-file.ts';

const [ada, bob] = ['0192f0c4-8e00-7000-8000-000000000001', '0192f0c4-8e00-7000-8000-000000000002'] as AccountId[];

describe('the file of erased accounts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-erasures-'));
  after(() => rmSync(folder, { recursive: true }));

  it('has an account also after a part of a line that a full disk has left', async () => {
    const path = join(folder, 'erasures.log');
    const file = createErasuresFile(path, Buffer.alloc(32, 1));
    await file.add(ada as AccountId);
    appendFileSync(path, `${bob} 0f0f`);
    await file.add(bob as AccountId);
    await file.add(ada as AccountId);
    expect(await file.read()).to.deep.equal([ada, bob]);
  });
});
