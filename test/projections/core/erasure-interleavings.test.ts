import { expect } from 'chai';
import fc from 'fast-check';
import type { Decrypt } from '../../../src/ports/log.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { useDatabase } from '../../support/databases.ts';
import { samples } from '../../support/samples.ts';
import { createAccountScript, decryptWithoutKeysOf, foldAccounts } from '../support/accounts.ts';
import { catchUp } from '../support/lane-jobs.ts';
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts';
import { listParkedEvents } from '../support/parked-events.ts';
import { decrypt, projections, readTables, resetReadTables, silentLogger } from '../support/tables.ts';
import { createTrainingScript } from '../support/training.ts';

const choice = fc.record({ session: fc.nat(5), act: fc.nat(99), value: fc.nat(999), isAccount: fc.boolean() });

describe('erasures at random points of the log', () => {
  const database = useDatabase();

  /**
   * Empties the tables and fills them with jobs that carry no events and end at `ends`, so that workers read all events
   * from the log.
   */
  const fillTables = async (log: MemoryLog, lanes: number, ends: readonly bigint[], decryptBatch: Decrypt) => {
    const layout = await resetReadTables(database.db, lanes);
    const apply = createApply({ db: database.db, projections, decrypt: decryptBatch });
    const work = createWorker({ log, layout, apply, logger: silentLogger, signal: new AbortController().signal });
    for (let lane = 0; lane < lanes; lane += 1) for (const to of ends) await catchUp(work, layout, lane, to);
    expect(await listParkedEvents(database.db)).to.deep.equal([]);
    return readTables(database.db);
  };

  it('give the same tables for any batches, and as a rebuild after the data keys were destroyed', async () => {
    const property = fc.asyncProperty(
      fc.array(choice, { minLength: 5, maxLength: 50 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(50), { maxLength: 12 }),
      async (choices, lanes, cuts) => {
        const log = createMemoryLog();
        const [train, act] = [createTrainingScript(3), createAccountScript()];
        for (const { isAccount, ...each } of choices) {
          log.append(...(isAccount ? act(each.session % 3, each.act, each.value) : train(each)));
        }
        const erasures = log.all().filter(({ type }) => type === 'AccountErased');
        const withoutKeys = decryptWithoutKeysOf(new Set(erasures.map(({ metadata }) => metadata.owner)));
        const head = await log.head();
        const ends = [...new Set(cuts)].sort((a, b) => a - b).flatMap((cut) => log.all()[cut]?.position ?? []);

        const tables = await fillTables(log, lanes, [head], decrypt);
        const documents = Object.fromEntries((tables.accounts ?? []).map(({ id, doc }) => [id, doc]));
        expect(documents).to.deep.equal(foldAccounts(log.all()));
        expect(await fillTables(log, lanes, [...ends, head], decrypt)).to.deep.equal(tables);
        expect(await fillTables(log, lanes, [head], withoutKeys)).to.deep.equal(tables);
        let batches = 0;
        const losingKeys: Decrypt = (events) => {
          batches += 1;
          return batches <= 3 ? decrypt(events) : withoutKeys(events);
        };
        expect(await fillTables(log, lanes, [...ends, head], losingKeys)).to.deep.equal(tables);
      },
    );
    await fc.assert(property, samples(10));
  });
});
