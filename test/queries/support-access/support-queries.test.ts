import { expect } from 'chai';
import type { AccountId, Instant, SessionId, SupportAccessId } from '../../../src/events/ids.ts';
import { createQueries, type Queries } from '../../../src/queries/all.ts';
import type { Combine } from '../../../src/queries/consistency/reader.ts';
import { createSupportQueries, type SupportQueries } from '../../../src/queries/support/support-queries.ts';
import { sessionEvents } from '../../projections/support/session-events.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, createCoachingLog, emailOf } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';

const [athlete, superuser, other] = [ownerId(1), ownerId(2), ownerId(3)] as [AccountId, AccountId, AccountId];
const combine: Combine = (_, processBatch) => async (item) => (await processBatch([item]))[0] as never;
const accessId = idFor(9, 1) as SupportAccessId;
const requiredPosition = () => 0n;
const far = '2999-01-01T00:00:00.000000Z' as Instant;
const past = '2026-01-10T13:00:00.000000Z' as Instant;

describe('queries of superusers with a support access', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  let queries: Queries;
  let supportQueries: SupportQueries;

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    queries = createQueries(tables.reader, combine);
    supportQueries = createSupportQueries(tables.reader, combine);
    for (const account of [athlete, superuser, other]) the.register(account, null);
    for (const event of sessionEvents(1, 0, athlete)) the.log.append(event);
  });
  const append = (type: string, data: object) =>
    void the.log.append({ type, data, stream: `support-${accessId}`, owner: athlete });
  const open = (expiresAt = far) =>
    append('SupportAccessOpened', {
      ...{ supportAccessId: accessId, athleteId: athlete, superuserId: superuser, expiresAt },
      personal: { reason: 'Doubled sessions' },
    });
  /** How a read is refused; null if it is not. The right that the audit reads alone says the same. */
  const read = async (by = superuser, of = athlete) => {
    const right = { superuser: by, athlete: of, requiredPosition };
    const asked = { owner: of, id: sessionId(1) as SessionId, requiredPosition };
    const refusal = await refusalOf(supportQueries(right).getSession(asked));
    expect((await queries.getSupportRight(right)) !== null).to.equal(refusal === null);
    return refusal;
  };
  const refused = 'support-not-found';

  it('answer while the access is open, to its superuser and about its athlete only', async () => {
    await tables.project();
    expect(await read()).to.equal(refused);
    open();
    await tables.project();
    expect(await read()).to.equal(null);
    expect(await read(other)).to.equal(refused);
    expect(await read(superuser, other)).to.equal(refused);
  });

  it('are refused once a side has ended it', async () => {
    open();
    append('SupportAccessEnded', { by: 'athlete' });
    await tables.project();
    expect(await read()).to.equal(refused);
  });

  it('are refused once the hour is over by the clock of the database', async () => {
    open(past);
    await tables.project();
    expect(await read()).to.equal(refused);
  });

  it('list accesses by side and by whether they are open, with the people of both sides', async () => {
    open();
    await tables.project();
    const page = { limit: 20, offset: 0, sortOrder: 'desc', requiredPosition } as const;
    const list = async (caller: AccountId, as: 'athlete' | 'superuser', isOpen?: boolean) =>
      JSON.parse((await queries.listSupportAccesses({ ...page, caller, as, open: isOpen })).body).items;
    const [item] = await list(athlete, 'athlete', true);
    expect(item.superuser.email).to.equal(emailOf(superuser));
    expect(await list(superuser, 'superuser')).to.deep.equal([item]);
    expect(await list(athlete, 'athlete', false)).to.deep.equal([]);
    expect(await list(other, 'athlete')).to.deep.equal([]);
    const found = await queries.getSupportAccess({ id: accessId, caller: superuser, requiredPosition });
    expect(JSON.parse(String(found?.doc))).to.deep.equal(item);
    expect(await queries.getSupportAccess({ id: accessId, caller: other, requiredPosition })).to.equal(null);
  });
});
