import { expect } from 'chai';
import { sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { Decrypt } from '../../../src/ports/log.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import {
  failingProjection,
  isRevisionOf,
  listParkedEvents,
  parkedEventsOf,
  parkedEverywhereOf,
} from '../support/parked-events.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { decrypt } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { createRandom } from '../support/training.ts';

describe('a poison event', () => {
  const lane = useTestLane();

  it('parks its stream, while the other streams of the lane are applied', async () => {
    lane.append(...sessionEvents(101, 4), ...sessionEvents(102));
    lane.writeUntil(60);
    const failing = { projections: [failingProjection(sessions, isRevisionOf(101, 2))] };
    await lane.applyAll(failing);
    await lane.expectCaughtUp();
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 2)));
    const before = lane.eventsOf(101).slice(0, 2);
    await lane.expectDocumentsOf([...lane.eventsExcept(101), ...before]);

    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'later'), noteEvent(102, 'later'), noteEvent(101, 'last'));
    await lane.applyFrom(seen, failing);
    await lane.expectCaughtUp();
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 2)));
    await lane.expectDocumentsOf([...lane.eventsExcept(101), ...before]);
  });

  it('is found in the middle of a batch of 500 events in fewer than 25 attempts', async () => {
    for (let session = 100; session < 350; session += 1) lane.append(...sessionEvents(session, 1));
    let attempts = 0;
    const failing = failingProjection(sessions, isRevisionOf(225, 1));
    const counting: Projection = {
      ...sessions,
      async apply(tx, events) {
        attempts += 1;
        await failing.apply(tx, events);
      },
    };
    await lane.applyAll({ projections: [counting] });
    await lane.expectCaughtUp();
    expect(attempts).to.be.lessThan(25);
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(225, 1)));
    await lane.expectDocumentsOf([...lane.eventsExcept(225), ...lane.eventsOf(225).slice(0, 1)]);
  });

  it('is found together with another poison event of the same batch', async () => {
    lane.writeUntil(40);
    lane.append(...sessionEvents(101, 3), ...sessionEvents(102, 3));
    const isPoison = (event: Parameters<ReturnType<typeof isRevisionOf>>[0]) =>
      isRevisionOf(101, 0)(event) || isRevisionOf(102, 3)(event);
    await lane.applyAll({ projections: [failingProjection(sessions, isPoison)] });
    await lane.expectCaughtUp();
    const waiting = [...lane.eventsOf(101), ...lane.eventsOf(102, 3)];
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', waiting));
    await lane.expectDocumentsOf([...lane.eventsExcept(101, 102), ...lane.eventsOf(102).slice(0, 3)]);
  });

  it('parks its stream for the projection that fails, and not for the others', async () => {
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102));
    const other: Projection = { ...imports, categories: new Set(['session']), apply: async () => {} };
    await lane.applyAll({ projections: [failingProjection(other, isRevisionOf(101, 1))] });
    await lane.expectCaughtUp();
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('imports', lane.eventsOf(101, 1)));
    await lane.expectDocumentsOf();
  });

  it('may be an event whose row violates a constraint or a limit of Postgres', async () => {
    const random = createRandom(3);
    const tooLongForIndex = Array.from({ length: 3_000 }, () => String.fromCharCode(0x4e00 + random() * 20_000)).join(
      '',
    );
    lane.append(...sessionEvents(101), ...sessionEvents(102), ...sessionEvents(103, 0, 'system'));
    lane.append({ ...noteEvent(101, ''), type: 'SessionRenamed', data: { personal: { name: tooLongForIndex } } });
    lane.append(noteEvent(101, 'afterwards'));
    await lane.applyAll();
    await lane.expectCaughtUp();
    const waiting = [...parkedEventsOf('sessions', lane.eventsOf(101, 1)), ...parkedEverywhereOf(lane.eventsOf(103))];
    expect(await listParkedEvents(lane.db)).to.deep.equal(waiting);
    const reasons = (await listParked(lane.db)).map(({ reason }) => reason).sort();
    expect(reasons).to.deep.equal([
      'Postgres: InvalidInputError',
      'Postgres: InvalidInputError',
      'Postgres: InvalidInputError',
      'Postgres: error 54000',
    ]);
  });

  it('may be an event that cannot be decrypted, which does not affect the events beside it', async () => {
    lane.append(...sessionEvents(101, 3));
    lane.writeUntil(40);
    const failing: Decrypt = async (events) => {
      if (events.some(isRevisionOf(101, 2))) throw new Error('Unsupported state or unable to authenticate data');
      return decrypt(events);
    };
    await lane.applyAll({ decrypt: failing });
    await lane.expectCaughtUp();
    const waiting = lane.eventsOf(101, 2);
    // The read model of the audit reads which exercise an event names.
    const parked = [...parkedEventsOf('audit', waiting), ...parkedEverywhereOf(waiting)];
    expect(await listParkedEvents(lane.db)).to.deep.equal(parked);
    await lane.expectDocumentsOf([...lane.eventsExcept(101), ...lane.eventsOf(101).slice(0, 2)]);
    await lane.applyAll({ decrypt: failing });
  });

  it('is not an event whose data key cannot be read: the worker waits for the key', async () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102));
    let requests = 0;
    const unavailable: Decrypt = async (events) => {
      requests += 1;
      if (requests <= 3) throw new DomainError('unavailable', 'A data key cannot be read now.');
      return decrypt(events);
    };
    await lane.applyAll({ decrypt: unavailable });
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
    await lane.expectDocumentsOf();
  });

  it('is not an event during whose application, or isolation, Postgres fails', async () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102));
    let attempts = 0;
    const unreliable: Projection = {
      ...sessions,
      async apply(tx, events) {
        attempts += 1;
        if (attempts === 1) throw new Error('looks like a poison event');
        // On the second attempt Postgres cancels a statement but keeps the connection. On the fourth it closes the
        // connection.
        if (attempts === 2) await tx.query(sql.unsafe`SELECT set_config('statement_timeout', '1ms', true)`);
        if (attempts === 2) await tx.query(sql.unsafe`SELECT pg_sleep(1)`);
        if (attempts === 3) throw new Error('looks like a poison event again');
        if (attempts === 4) await tx.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`);
        await sessions.apply(tx, events);
      },
    };
    await lane.applyAll({ projections: [unreliable] });
    expect(attempts).to.equal(5);
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
    await lane.expectDocumentsOf();
  });
});
