import { expect } from 'chai';
import type { AccountId, ImportId } from '../../../src/events/ids.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { layoutOf } from '../../../src/projections/core/lanes.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import { getImport } from '../../../src/queries/imports/get-import.ts';
import { listImports } from '../../../src/queries/imports/list-imports.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { memoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, projections, reset, silent } from '../../projections/support/tables.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

describe('imports and their list', () => {
  const database = useDatabase();
  const owner = ownerId(1) as AccountId;
  const requiredPosition = () => 0n;

  it('show their owner each report, newest first, and nobody else any', async () => {
    const layout = await reset(database.db, 1);
    const reader = { db: database.db, locator: firstVersions(layoutOf(1, 1)), watch: watchCheckpoints(database.db) };
    const log = memoryLog();
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
    const signal = new AbortController().signal;
    const work = createWorker({
      log,
      layout,
      apply: createApply({ db: database.db, projections, decrypt }),
      logger: silent,
      signal,
    });
    await work({ layout: 1, lane: 0, from: 0n, to: await log.head(), mark: null, events: log.all() });

    const body = JSON.parse(
      await listImports(reader, { owner, requiredPosition, sortOrder: 'desc', limit: 2, offset: 0 }),
    );
    expect(body.items.map(({ fileName }: { fileName: string }) => fileName)).to.deep.equal(['3.csv', '2.csv']);
    expect(body).to.include({ total: 3, limit: 2, offset: 0 });

    const id = idFor(4, 2) as ImportId;
    const found = await getImport(reader, { id, owner, requiredPosition });
    expect(found?.revision).to.equal(0);
    expect(JSON.parse(found?.doc ?? '')).to.deep.equal(body.items[1]);
    expect(await getImport(reader, { id, owner: ownerId(2) as AccountId, requiredPosition })).to.equal(null);
  });
});
