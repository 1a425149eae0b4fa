import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'slonik';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { accounts } from '../../../src/projections/models/accounts.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { useDatabase } from '../../support/databases.ts';
import {
  accountLog,
  accountStream,
  erasureOf,
  foldedAccounts,
  onAccount,
  openWithout,
  registration,
} from '../support/accounts.ts';
import { memoryLog, type Written } from '../support/memory-log.ts';
import { failing, type LaneOptions, laneOn, letters, note, session, streamOf } from '../support/poison.ts';
import { checkpoints, decrypt, projections, reset, silent, tables } from '../support/tables.ts';
import { idFor, ownerId, trainingLog } from '../support/training.ts';

const someone = (owner: number) =>
  registration(owner, { email: `secret${owner}@example.com`, name: `Secret ${owner}` });
const importOf = (number: number, owner: number): Written => ({
  type: 'ImportStarted',
  data: {
    ...{ importId: idFor(4, number), userId: ownerId(owner), format: 'strong', unit: 'kg', timezone: 'UTC' },
    personal: { fileName: `secret ${owner}.csv` },
  },
  stream: `import-${idFor(4, number)}`,
  owner: ownerId(owner),
});

describe('an erased owner', () => {
  const database = useDatabase();
  let lane: Awaited<ReturnType<typeof laneOn>>;
  beforeEach(async () => {
    lane = await laneOn(database.db);
  });

  /** Every row of every read model, and what waits aside, as text. */
  const everything = async () =>
    JSON.stringify([
      await tables(database.db),
      await database.db.any(sql.unsafe`SELECT projection, version, stream, owner FROM parked_streams`),
    ]);
  const takeInFrom = (from: number, options?: LaneOptions) => lane.workerWith(options)(lane.job(from));
  const expectGone = async (owner: number) => {
    const left = (await tables(database.db)) as Record<string, readonly { owner: string }[]>;
    const having = Object.entries(left).flatMap(([name, rows]) =>
      rows.some((row) => row.owner === ownerId(owner)) ? [name] : [],
    );
    expect(having).to.deep.equal(['erased']);
    expect(left.erased).to.have.lengthOf(projections.length);
    expect(await everything())
      .not.to.contain(`ecret ${owner}`)
      .and.not.to.contain(`ecret${owner}@`);
  };

  for (const separately of [false, true]) {
    const how = separately ? 'event by event' : 'in one batch';
    const takeIn = async () => {
      if (!separately) return lane.takeIn();
      for (let at = 0; at < lane.log.all().length; at += 1) await lane.workerWith()(lane.job(at, at + 1));
    };

    it(`vanishes from every read model, and nobody else does, ${how}`, async () => {
      lane.log.append(someone(1), someone(2), ...session(101, 2, ownerId(1)), ...session(102, 2, ownerId(2)));
      lane.log.append(importOf(1, 1), importOf(2, 2), erasureOf(1));
      await takeIn();
      await expectGone(1);
      expect(await everything())
        .to.contain('Secret 2')
        .and.contain('secret 2.csv')
        .and.contain('Session 102');
    });

    it(`does not come back by what was under way, in streams old and new, ${how}`, async () => {
      lane.log.append(someone(1), ...session(101, 1, ownerId(1)), erasureOf(1), note(101, 'Secret 1', ownerId(1)));
      lane.log.append(...session(103, 1, ownerId(1)), importOf(1, 1));
      lane.log.append(onAccount(1, { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } }));
      await takeIn();
      await expectGone(1);
      expect(await letters(database.db)).to.deep.equal([]);
      expect(await checkpoints(database.db)).to.deep.equal([await lane.log.head()]);
    });
  }

  describe('of whom something is parked', () => {
    const poison = (stream: string, revision: number) => (event: RecordedEvent) =>
      event.stream === stream && event.revision === revision;
    const renamed = onAccount(1, { type: 'AccountRenamed', data: { personal: { name: 'Secret 1 again' } } });

    it('takes that away as well, so that nobody waits for it', async () => {
      lane.log.append(someone(1), ...session(101, 3, ownerId(1)), ...session(102, 3));
      const broken = (event: RecordedEvent) => poison(streamOf(101), 1)(event) || poison(streamOf(102), 2)(event);
      await lane.takeIn({ carried: [failing(sessions, broken)] });
      expect(await listParked(database.db)).to.have.lengthOf(2);
      lane.log.append(note(101, 'Secret 1', ownerId(1)), erasureOf(1), note(101, 'Secret 1', ownerId(1)));
      await takeInFrom(9);
      await expectGone(1);
      expect((await listParked(database.db)).map(({ stream }) => stream)).to.deep.equal([streamOf(102)]);
    });

    it('vanishes though it is the account that is parked', async () => {
      lane.log.append(someone(1), renamed, someone(2));
      await lane.takeIn({ carried: [failing(accounts, poison(accountStream(1), 1))] });
      expect(await everything()).to.contain('Secret 1');
      lane.log.append(renamed, erasureOf(1));
      await takeInFrom(3);
      await expectGone(1);
      expect(await letters(database.db)).to.deep.equal([]);
    });

    it('vanishes though the poison comes with the erasure', async () => {
      lane.log.append(someone(1), ...session(101, 2, ownerId(1)), someone(2));
      await lane.takeIn();
      lane.log.append(note(101, 'poison', ownerId(1)), renamed, erasureOf(1), ...session(102, 1, ownerId(2)));
      const broken = (event: RecordedEvent) => poison(streamOf(101), 3)(event) || poison(accountStream(1), 1)(event);
      await takeInFrom(5, { carried: [failing(sessions, broken), failing(accounts, broken)] });
      await expectGone(1);
      expect(await letters(database.db)).to.deep.equal([]);
      expect(await checkpoints(database.db)).to.deep.equal([await lane.log.head()]);
    });

    it('has it dropped by a retry where it was parked after all', async () => {
      lane.log.append(someone(1), ...session(101, 1, ownerId(1)), ...session(102), erasureOf(1));
      await lane.takeIn();
      const before = await everything();
      lane.log.append(note(101, 'late', ownerId(1)), note(101, 'later', ownerId(1)));
      await takeInFrom(5, { carried: [failing(sessions, poison(streamOf(101), 2))] });
      const [parked] = await listParked(database.db);
      expect(parked).to.include({ stream: streamOf(101), waiting: 2 });
      expect(await lane.retry(parked?.id ?? 0n)).to.deep.equal({ applied: 2, left: 0, error: null });
      expect(await everything()).to.equal(before);
    });
  });

  it('leaves the same tables wherever batches are cut, and as a rebuild that has no key makes them', async () => {
    const choice = fc.record({ session: fc.nat(5), act: fc.nat(99), value: fc.nat(999), isAccount: fc.boolean() });
    const property = fc.asyncProperty(
      fc.array(choice, { minLength: 5, maxLength: 50 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(50), { maxLength: 12 }),
      async (choices, lanes, cuts) => {
        const log = memoryLog();
        const [train, live] = [trainingLog(3), accountLog()];
        for (const { isAccount, ...each } of choices) {
          log.append(...(isAccount ? live(each.session % 3, each.act, each.value) : train(each)));
        }
        const erased = new Set(
          log.all().flatMap((each) => (each.type === 'AccountErased' ? [each.metadata.owner] : [])),
        );
        const head = await log.head();

        /** What the log makes of empty tables, by jobs that end at the cuts and bring no events of their own. */
        const made = async (ends: readonly bigint[], opening: typeof decrypt) => {
          const layout = await reset(database.db, lanes);
          const apply = createApply({ db: database.db, projections, decrypt: opening });
          const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
          for (let lane = 0; lane < lanes; lane += 1) {
            for (const to of ends) await work({ layout: 1, lane, from: to, to, bookmark: null, events: [] });
          }
          expect(await letters(database.db)).to.deep.equal([]);
          return tables(database.db);
        };
        const ends = [...new Set(cuts)].sort((a, b) => a - b).flatMap((cut) => log.all()[cut]?.position ?? []);
        const whole = (await made([head], decrypt)) as { accounts: readonly { id: string; doc: string | null }[] };
        const docs = Object.fromEntries(whole.accounts.map(({ id, doc }) => [id, doc]));
        expect(docs).to.deep.equal(foldedAccounts(log.all()));
        expect(await made([...ends, head], decrypt)).to.deep.equal(whole);
        expect(await made([head], openWithout(erased))).to.deep.equal(whole);
        // The keys are destroyed on the way.
        let opened = 0;
        const fading: typeof decrypt = (events) => (opened++ < 3 ? decrypt : openWithout(erased))(events);
        expect(await made([...ends, head], fading)).to.deep.equal(whole);
      },
    );
    await fc.assert(property, { numRuns: 12, seed: 20260301 });
  });
});
