import { expect } from 'chai';
import { sql } from 'slonik';
import { createAggregates, presenceOf } from '../../../src/commands/aggregates.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { parseStream } from '../../../src/events/streams.ts';
import { type Model, tableOf } from '../../../src/projections/core/model.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { models } from '../../../src/projections/models/all.ts';
import { auditEvents } from '../../../src/projections/models/audit-events.ts';
import { changes } from '../../../src/projections/models/changes.ts';
import { performances } from '../../../src/projections/models/performances.ts';
import { signals } from '../../../src/projections/models/signals.ts';
import { begunAgain } from '../../golden/begun-again.ts';
import type { Example } from '../../golden/examples/example.ts';
import { accountId } from '../../golden/examples/ids.ts';
import { allExamples } from '../../golden/examples.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { applyLastTwice, applyTwice } from '../support/model-lane.ts';
import { expectPerformances, readPerformances } from '../support/performances.ts';
import { expectSignals, readSignals } from '../support/signals.ts';
import { decrypt, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { dropExtraVersions } from '../support/versions.ts';

type Row = Readonly<{ id: string; owner?: string | null; revision: number; doc: string | null }>;

const aggregates = createAggregates({ adminEmail: 'admin@example.com' });
/** The read models with documents. Those of changes and of the audit only know where something is in the log. */
const documentModels = models.filter((model) => model !== changes && model !== auditEvents);
const streamsOf = ({ categories }: Model): readonly Example[] =>
  [...allExamples, ...begunAgain].filter(({ stream }) => categories.has(parseStream(stream).category));

describe('the read models of documents', () => {
  const lane = useTestLane();

  const append = ({ stream, owner }: Example, events: Example['events']) =>
    lane.append(...events.map(({ type, data }) => ({ type, data, stream, owner: owner ?? accountId })));
  const readRows = async ({ tables: [table = ''] }: Model, version = 1) =>
    (await lane.db.any(sql.unsafe`SELECT * FROM ${tableOf(table, version)} ORDER BY id`)) as readonly Row[];

  /** Compares each row of the model with a fold of its stream. The erasure of an account leaves no row of it. */
  const expectFolds = async (model: Model) => {
    // The models with several rows for a stream.
    if (model === signals) return expectSignals(await readSignals(lane.db), lane.log.all());
    if (model === performances) return expectPerformances(await readPerformances(lane.db), lane.log.all());
    const written = lane.log.all().filter(({ stream }) => model.categories.has(parseStream(stream).category));
    const expected = [...Map.groupBy(written, ({ stream }) => stream)].flatMap(([stream, events]) => {
      if (events.some(({ type }) => type === 'AccountErased')) return [];
      const document = documentOf(presenceOf(aggregates, stream, events.map(readPlainly)));
      const doc = document && JSON.stringify(document);
      return [{ id: parseStream(stream).id, revision: events.length - 1, doc }];
    });
    const rows = (await readRows(model)).map(({ id, revision, doc }) => ({ id, revision, doc }));
    expect(rows).to.have.deep.members(expected);
  };

  for (const model of documentModels) {
    it(`contain the document after each event of an aggregate, one event per batch: ${model.name}`, async () => {
      for (const example of streamsOf(model)) {
        for (const event of example.events) {
          append(example, [event]);
          await applyLastTwice(lane);
          await expectFolds(model);
        }
      }
    });

    it(`contain the same after all events in one batch, and after a rebuild: ${model.name}`, async () => {
      for (const example of streamsOf(model)) append(example, example.events);
      await applyTwice(lane, false);
      await expectFolds(model);
      const rows = await readRows(model);
      const maintenance = { db: lane.db, log: lane.log, decrypt, logger: silentLogger, models };
      const { same, tables } = await verify(maintenance, model.name);
      expect([same, tables[0]?.rows]).to.deep.equal([true, rows.length]);
      await rebuild({ ...maintenance, lingerMs: 0 }, model.name);
      expect(await readRows(model, 2)).to.deep.equal(rows);
      await dropExtraVersions(lane.db);
    });

    it(`lose all rows of an erased account and no others: ${model.name}`, async () => {
      for (const example of streamsOf(model)) {
        append(
          example,
          example.events.filter(({ type }) => type !== 'AccountErased'),
        );
      }
      await applyTwice(lane, false);
      const others = (await readRows(model)).filter(({ owner }) => owner !== accountId);
      lane.append({ type: 'AccountErased', data: {}, stream: `account-${accountId}`, owner: accountId });
      await applyLastTwice(lane);
      expect(await readRows(model)).to.deep.equal(others);
    });
  }
});
