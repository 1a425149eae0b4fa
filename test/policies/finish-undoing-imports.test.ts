import { expect } from 'chai';
import { finishUndoingImports } from '../../src/policies/finish-undoing-imports.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';
import { readPlainly } from '../support/plain-events.ts';

const importId = '01900000-0000-7000-8000-000000000001';
const owner = '01900000-0000-7000-8000-00000000000a';

describe('the policy finish-undoing-imports', () => {
  it('undoes the import of the event on behalf of its owner', async () => {
    const requests: unknown[] = [];
    const policy = finishUndoingImports(async (request) => void requests.push(request));
    expect([...policy.whenever]).to.deep.equal(['ImportUndoBegun']);
    const sealed = createMemoryLog().append({ type: 'ImportUndoBegun', data: {}, stream: `import-${importId}`, owner });
    for (const event of sealed) await policy.act(readPlainly(event), 'key', new AbortController().signal);
    expect(requests).to.deep.equal([{ userId: owner, importId, key: 'key' }]);
  });
});
