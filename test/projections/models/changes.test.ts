import { expect } from 'chai';
import { sql } from 'slonik';
import { createAggregates, presenceOf } from '../../../src/commands/aggregates.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { changes } from '../../../src/projections/models/changes.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { begunAgain } from '../../golden/begun-again.ts';
import { accountId } from '../../golden/examples/ids.ts';
import { allExamples, examples } from '../../golden/examples.ts';
import { createSessionWriter } from '../../queries/support/session-writer.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { erasureOf, registration } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { failingProjection } from '../support/parked-events.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId, sessionId } from '../support/training.ts';
import { dropExtraVersions } from '../support/versions.ts';

const aggregates = createAggregates({ adminEmail: 'admin@example.com' });

describe('the read model of changes', () => {
  const lane = useTestLane();
  const maintenance = () => ({ db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections });
  const readRows = async () =>
    (await lane.db.any(sql.unsafe`SELECT * FROM changes_v1 ORDER BY id`)) as readonly Record<string, unknown>[];

  for (const { stream, events } of [...allExamples, ...begunAgain]) {
    it(`knows after each event of ${stream} whether its document has been deleted`, async () => {
      for (const { type, data } of events) {
        lane.append({ type, data, stream, owner: accountId });
        await applyTwice(lane, true);
        const written = lane.log.all().map(readPlainly);
        const { kind } = presenceOf(aggregates, stream, written);
        const isErased = type === 'AccountErased';
        expect((await readRows()).map(({ deleted }) => deleted)).to.deep.equal(isErased ? [] : [kind === 'gone']);
      }
    });
  }

  for (const { isSeparate, how } of batchings) {
    it(`has the position of the last event of each stream, ${how}`, async () => {
      lane.writeUntil(80);
      lane.append(registration(1, { email: 'a@example.com', name: null }));
      lane.append({ type: 'DirectoryItemRemoved', data: { id: 1 }, stream: 'directory-equipment', owner: 'system' });
      await applyTwice(lane, isSeparate);
      const last = [...Map.groupBy(lane.log.all(), ({ stream }) => stream)].map(([stream, events]) => ({
        ...{ stream, position: events.at(-1)?.position, owner: events[0]?.metadata.owner },
      }));
      const rows = (await readRows()).map(({ id, position, owner }) => ({
        ...{ stream: id, position, owner: owner ?? 'system' },
      }));
      expect(rows).to.have.deep.members(last);
    });

    it(`deletes the rows of an erased account, and ignores its later events, ${how}`, async () => {
      const [first, second] = [1, 2].map((number) => createSessionWriter(lane.log, number, ownerId(number)));
      for (const session of [first, second]) session?.start({ startedAt: '2026-01-10T12:00:00.000000Z' });
      second?.write('SessionDeleted', {});
      lane.append(erasureOf(1));
      first?.write('SessionDeleted', {});
      await applyTwice(lane, isSeparate);
      expect((await readRows()).map(({ owner, deleted }) => [owner, deleted])).to.deep.equal([[ownerId(2), true]]);
    });
  }

  it('tells a session from an exercise with the same id', async () => {
    createSessionWriter(lane.log, 1, ownerId(1)).start({ startedAt: '2026-01-10T12:00:00.000000Z' });
    const [, own] = examples.exercise;
    for (const { type, data } of own?.events ?? []) {
      lane.append({ type, data, stream: `exercise-${sessionId(1)}`, owner: ownerId(1) });
    }
    await applyTwice(lane, false);
    const rows = (await readRows()).map(({ kind, item, deleted }) => [kind, item, deleted]);
    expect(rows).to.deep.equal([
      ['exercise', sessionId(1), true],
      ['session', sessionId(1), false],
    ]);
  });

  it('is verified with all columns, and rebuilt with the same rows', async () => {
    lane.writeUntil(300);
    lane.append(registration(1, { email: 'a@example.com', name: null }), erasureOf(1));
    await applyTwice(lane, false);
    const { same, tables } = await verify(maintenance(), 'changes');
    expect([same, tables[0]?.rows]).to.deep.equal([true, (await readRows()).length]);
    await lane.db.query(sql.unsafe`UPDATE changes_v1 SET position = position + 1 WHERE owner = ${ownerId(2)}`);
    const [table] = (await verify(maintenance(), 'changes')).tables;
    expect(new Set(table?.first.flatMap(({ columns }) => columns))).to.deep.equal(new Set(['position']));
    await lane.db.query(sql.unsafe`UPDATE changes_v1 SET position = position - 1 WHERE owner = ${ownerId(2)}`);
    await rebuild({ ...maintenance(), lingerMs: 0 }, 'changes');
    expect(await lane.db.any(sql.unsafe`SELECT * FROM changes_v2 ORDER BY id`)).to.deep.equal(await readRows());
    await dropExtraVersions(lane.db);
  });

  it('has an event that cannot be decrypted, because it does not read its data', async () => {
    lane.writeUntil(50);
    const [broken] = lane.log.all().filter(({ revision }) => revision === 1);
    const failing = async (events: Parameters<typeof decrypt>[0]) => {
      if (events.some(({ id }) => id === broken?.id)) throw new Error('not decryptable');
      return decrypt(events);
    };
    await lane.applyAll({ decrypt: failing });
    const parked = (await listParked(lane.db)).map(({ projection }) => projection);
    expect(parked).to.have.members(['audit', 'performances', 'sessions', 'signals']);
    const last = lane.log.all().findLast(({ stream }) => stream === broken?.stream);
    const rows = await readRows();
    expect(rows.find(({ id }) => id === broken?.stream)?.position).to.equal(last?.position);
    expect((await verify({ ...maintenance(), decrypt: failing }, 'changes')).same).to.equal(true);
  });

  it('leaves the streams that it has parked out of a verification', async () => {
    lane.writeUntil(50);
    const [broken] = lane.log.all().filter(({ revision }) => revision === 1);
    await lane.applyAll({ projections: [failingProjection(changes, ({ id }) => id === broken?.id)] });
    const { same, parked } = await verify(maintenance(), 'changes');
    expect({ same, parked }).to.deep.equal({ same: true, parked: [broken?.stream] });
  });
});
