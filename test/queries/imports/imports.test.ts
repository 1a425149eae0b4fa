import { expect } from 'chai';
import type { AccountId, ImportId } from '../../../src/events/ids.ts';
import { getImport } from '../../../src/queries/imports/get-import.ts';
import { listImports } from '../../../src/queries/imports/list-imports.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';

describe('read imports', () => {
  const database = useDatabase();
  const owner = ownerId(1) as AccountId;
  const requiredPosition = () => 0n;
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  before(async () => {
    const log = createMemoryLog();
    for (const number of [1, 2, 3]) {
      log.append({
        ...{ type: 'ImportStarted', stream: `import-${idFor(4, number)}`, owner },
        at: `2026-01-0${number}T00:00:00.000000Z`,
        data: {
          ...{ importId: idFor(4, number), userId: owner, format: 'hevy', unit: null, timezone: 'UTC' },
          personal: { fileName: `${number}.csv` },
        },
      });
    }
    log.append({
      ...{ type: 'ImportRowsRejected', stream: `import-${idFor(4, 2)}`, owner },
      data: { lines: [3], personal: { reasons: ['Unreadable.'] } },
    });
    const tables = await createReadTables(database.db, log.all);
    reader = tables.reader;
    await tables.project();
  });

  const list = async () =>
    JSON.parse(await listImports(reader, { owner, requiredPosition, sortOrder: 'desc', limit: 2, offset: 0 }));

  it('lists the owner’s imports by creation, with the total of all', async () => {
    const body = await list();
    expect(body.items.map(({ fileName }: { fileName: string }) => fileName)).to.deep.equal(['3.csv', '2.csv']);
    expect(body).to.include({ total: 3, limit: 2, offset: 0 });
  });

  it('shows an import alone as in the list, with the rejected rows, and only to its owner', async () => {
    const id = idFor(4, 2) as ImportId;
    const found = await getImport(reader, { id, owner, requiredPosition });
    expect(found?.revision).to.equal(1);
    const { errors, ...listed } = JSON.parse(found?.doc ?? '');
    expect(errors).to.deep.equal([{ line: 3, reason: 'Unreadable.' }]);
    expect((await list()).items[1]).to.deep.equal(listed);
    expect(await getImport(reader, { id, owner: ownerId(2) as AccountId, requiredPosition })).to.equal(null);
  });
});
