import { expect } from 'chai';
import { sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { Decrypt } from '../../../src/ports/log.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { countParkedStreams, listParked } from '../../../src/projections/parking/parked-streams.ts';
import { useDatabase } from '../../support/databases.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { failing, laneOn, letters, lettersOf, note, session, streamOf } from '../support/poison.ts';
import { checkpoints, decrypt, docs, foldedDocs, projections, silent } from '../support/tables.ts';
import { ownerId, randomFrom } from '../support/training.ts';

describe('a poison event', () => {
  const database = useDatabase();
  let lane: Awaited<ReturnType<typeof laneOn>>;

  beforeEach(async () => {
    lane = await laneOn(database.db);
  });

  const at = (number: number, revision: number) => (event: Pick<RecordedEvent, 'stream' | 'revision'>) =>
    event.stream === streamOf(number) && event.revision === revision;
  const ofStream = (number: number, from = 0) =>
    lane.log.all().filter(({ stream, revision }) => stream === streamOf(number) && revision >= from);
  const others = (...numbers: readonly number[]) =>
    lane.log.all().filter(({ stream }) => !numbers.some((number) => stream === streamOf(number)));
  const expectCurrent = async () => expect(await checkpoints(database.db)).to.deep.equal([await lane.log.head()]);
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    );

  it('parks its stream alone, while the others of its lane stay current', async () => {
    lane.log.append(...session(101, 4), ...session(102));
    lane.write(60);
    const carried = [failing(sessions, at(101, 2))];
    await lane.takeIn({ carried });
    await expectCurrent();
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 2)));
    const before = ofStream(101).slice(0, 2);
    expect(await docs(database.db)).to.deep.equal(foldedDocs([...others(101), ...before]));

    const seen = lane.log.all().length;
    lane.log.append(note(101, 'later'), note(102, 'later'), note(101, 'last'));
    await lane.workerWith({ carried })(lane.job(seen));
    await expectCurrent();
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 2)));
    expect(await docs(database.db)).to.deep.equal(foldedDocs([...others(101), ...before]));
  });

  it('is found in the middle of a batch of 500, in a few attempts', async () => {
    for (let number = 100; number < 350; number += 1) lane.log.append(...session(number, 1));
    let attempts = 0;
    const isPoison = at(225, 1);
    const counted: Projection = {
      ...sessions,
      async apply(tx, events) {
        attempts += 1;
        await failing(sessions, isPoison).apply(tx, events);
      },
    };
    await lane.takeIn({ carried: [counted] });
    await expectCurrent();
    expect(attempts).to.be.lessThan(25);
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(225, 1)));
    expect(await docs(database.db)).to.deep.equal(foldedDocs([...others(225), ...ofStream(225).slice(0, 1)]));
  });

  it('may have company in its batch', async () => {
    lane.write(40);
    lane.log.append(...session(101, 3), ...session(102, 3));
    const carried = [failing(sessions, (event) => at(101, 0)(event) || at(102, 3)(event))];
    await lane.takeIn({ carried });
    await expectCurrent();
    const waiting = [...ofStream(101), ...ofStream(102, 3)];
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', waiting));
    expect(await docs(database.db)).to.deep.equal(foldedDocs([...others(101, 102), ...ofStream(102).slice(0, 3)]));
  });

  it('of one projection leaves the others alone', async () => {
    lane.log.append(...session(101, 2), ...session(102));
    const twin: Projection = { ...imports, categories: new Set(['session']), apply: async () => {} };
    await lane.takeIn({ carried: [failing(twin, at(101, 1))] });
    await expectCurrent();
    expect(await letters(database.db)).to.deep.equal(lettersOf('imports', ofStream(101, 1)));
    expect(await docs(database.db)).to.deep.equal(foldedDocs(lane.log.all()));
  });

  it('is one that violates what Postgres holds its rows to', async () => {
    const random = randomFrom(3);
    const endless = Array.from({ length: 3_000 }, () => String.fromCharCode(0x4e00 + random() * 20_000)).join('');
    lane.log.append(...session(101), ...session(102), ...session(103, 0, 'system'));
    lane.log.append({ ...note(101, ''), type: 'SessionRenamed', data: { personal: { name: endless } } });
    lane.log.append(note(101, 'afterwards'));
    await lane.takeIn();
    await expectCurrent();
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', [...ofStream(101, 1), ...ofStream(103)]));
    const reasons = (await listParked(database.db)).map(({ reason }) => reason).sort();
    expect(reasons).to.deep.equal(['Postgres: InvalidInputError', 'Postgres: error 54000']);
  });

  it('is one that can not be decrypted, and takes no other with it', async () => {
    lane.log.append(...session(101, 3));
    lane.write(40);
    const broken: Decrypt = async (events) => {
      if (events.some(at(101, 2))) throw new Error('Unsupported state or unable to authenticate data');
      return decrypt(events);
    };
    await lane.takeIn({ decrypt: broken });
    await expectCurrent();
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 2)));
    expect(await docs(database.db)).to.deep.equal(foldedDocs([...others(101), ...ofStream(101).slice(0, 2)]));
    const waiting = await lane.workerWith({ decrypt: broken })(lane.job());
    expect(waiting).to.equal(undefined);
  });

  it('is not one whose key can not be had: that is waited for', async () => {
    lane.log.append(...session(101, 1), ...session(102));
    let isMissing = true;
    let asked = 0;
    const keyless: Decrypt = async (events) => {
      asked += 1;
      if (asked > 3) isMissing = false;
      if (isMissing) throw new DomainError('unavailable', 'A data key can not be had now.');
      return decrypt(events);
    };
    await lane.takeIn({ decrypt: keyless });
    expect(await letters(database.db)).to.deep.equal([]);
    expect(await docs(database.db)).to.deep.equal(foldedDocs(lane.log.all()));
  });

  it('is not one that an outage strikes, also while poison is looked for', async () => {
    lane.log.append(...session(101, 1), ...session(102));
    let tries = 0;
    const shaky: Projection = {
      ...sessions,
      async apply(tx, events) {
        tries += 1;
        if (tries === 1) throw new Error('looks like poison');
        // A statement that is cut off ends no connection.
        if (tries === 2) await tx.query(sql.unsafe`SELECT set_config('statement_timeout', '1ms', true)`);
        if (tries === 2) await tx.query(sql.unsafe`SELECT pg_sleep(1)`);
        if (tries === 3) throw new Error('again');
        if (tries === 4) await tx.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`);
        await sessions.apply(tx, events);
      },
    };
    await lane.takeIn({ carried: [shaky] });
    expect(tries).to.equal(5);
    expect(await letters(database.db)).to.deep.equal([]);
    expect(await docs(database.db)).to.deep.equal(foldedDocs(lane.log.all()));
  });

  it('alone in its batch is told from a projection that is broken by what it could apply before', async () => {
    lane.log.append(...session(101), ...session(102));
    await lane.takeIn();
    lane.log.append(note(101, 'poison'));
    await lane.workerWith({ carried: [failing(sessions, at(101, 1))] })(lane.job(2));
    await expectCurrent();
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 1)));
    expect((await docs(database.db))[ofStream(102)[0]?.stream.slice(8) ?? '']).to.contain('Session 102');
  });

  it('is not what a broken projection or a missing table makes of every event: the lane stands still', async () => {
    lane.log.append(...session(101), ...session(102));
    await lane.takeIn();
    lane.log.append(note(101, 'one'), note(102, 'two'));
    const broken = failing(sessions, () => true);
    expect(await outcome(lane.workerWith({ carried: [broken] })(lane.job(2)))).to.contain('has stopped');
    expect(await outcome(lane.workerWith({ carried: [broken] })(lane.job(2, 3)))).to.contain('has stopped');
    await database.db.query(sql.unsafe`ALTER TABLE session_documents_v1 RENAME TO gone`);
    try {
      expect(await outcome(lane.workerWith()(lane.job(2)))).to.contain('42P01');
      expect(await outcome(lane.workerWith()(lane.job(2, 3)))).to.contain('42P01');
    } finally {
      await database.db.query(sql.unsafe`ALTER TABLE gone RENAME TO session_documents_v1`);
    }
    expect(await letters(database.db)).to.deep.equal([]);
    expect(await checkpoints(database.db)).to.deep.equal([lane.log.all()[1]?.position]);
    await lane.takeIn();
    expect(await docs(database.db)).to.deep.equal(foldedDocs(lane.log.all()));
  });

  it('is not told from a missing table by what changes no rows, for its owner is erased', async () => {
    const gone = ownerId(100);
    lane.log.append(...session(100), ...session(101), ...session(102), {
      ...{ type: 'AccountErased', data: {}, stream: `account-${gone}`, owner: gone },
    });
    await lane.takeIn();
    lane.log.append(note(100, 'late'), note(101, 'one'), note(102, 'two'));
    await database.db.query(sql.unsafe`ALTER TABLE session_documents_v1 RENAME TO gone`);
    try {
      expect(await outcome(lane.workerWith()(lane.job(4)))).to.contain('42P01');
      expect(await outcome(lane.workerWith()(lane.job(4, 6)))).to.contain('42P01');
    } finally {
      await database.db.query(sql.unsafe`ALTER TABLE gone RENAME TO session_documents_v1`);
    }
    expect(await letters(database.db)).to.deep.equal([]);
    await lane.takeIn();
    await expectCurrent();
    expect(await docs(database.db)).to.deep.equal(foldedDocs(others(100)));
  });

  it('is parked once, however often its job comes and wherever its worker dies', async () => {
    lane.log.append(...session(101, 2), ...session(102, 2));
    let kills = 0;
    const deadly: Projection = {
      ...imports,
      categories: new Set(['session']),
      async apply(tx) {
        if (kills++ === 0) await tx.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`);
      },
    };
    const carried = [failing(sessions, at(101, 1)), deadly];
    const told: unknown[] = [];
    const work = lane.workerWith({ carried, logger: { ...silent, error: (...line) => void told.push(line) } });
    await Promise.all([work(lane.job()), work(lane.job()), lane.workerWith({ carried })(lane.job(0, 3))]);
    await work(lane.job(1, 4));
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 1)));
    expect(await docs(database.db)).to.deep.equal(foldedDocs([...others(101), ...ofStream(101).slice(0, 1)]));
    expect(kills).to.be.greaterThan(1);
    expect(told.length).to.be.lessThan(2);
  });

  it('is written down by ids and places, without a word of what was typed, and sealed', async () => {
    const told: unknown[] = [];
    lane.log.append(...session(101, 1), ...session(102));
    const unsealed: Decrypt = async (events) =>
      events
        .map(readPlainly)
        .map((event) => ({ ...event, data: { ...event.data, personal: { name: 'open', notes: 'open' } } }));
    const carried = [failing(sessions, at(101, 1))];
    await lane.takeIn({ carried, decrypt: unsealed, logger: { ...silent, error: (...line) => void told.push(line) } });
    const [parked] = await listParked(database.db);
    expect(parked).to.include({
      projection: 'sessions',
      version: 1,
      stream: streamOf(101),
      owner: ownerId(101),
      position: ofStream(101)[1]?.position,
      waiting: 1,
      tries: 1,
    });
    expect(parked?.reason).to.match(/^Error at .*poison\.ts:\d+:\d+\)?$/);
    expect(parked?.stack.split('\n').length).to.be.greaterThan(1);
    const texts = JSON.stringify([told, parked?.reason, parked?.stack]);
    expect(texts).to.contain(streamOf(101)).and.to.contain(ofStream(101)[1]?.id);
    expect(texts).not.to.contain('typed').and.not.to.contain('"note');
    const kept = await database.db.oneFirst(sql.unsafe`SELECT event FROM dead_letters`);
    expect(kept).to.contain('note 0').and.not.to.contain('open');
    const counts = [{ projection: 'sessions', version: 1, streams: 1, events: 1 }];
    expect(await countParkedStreams(database.db)).to.deep.equal(counts);
  });

  it('of an unknown type is none: it holds its projection back', async () => {
    lane.log.append(...session(101), ...session(102), { ...note(101, ''), type: 'SessionCheered' });
    await lane.workerWith({ carried: projections })(lane.job());
    expect(await letters(database.db)).to.deep.equal([]);
    expect(await checkpoints(database.db)).to.deep.equal([lane.log.all()[1]?.position]);
  });
});
