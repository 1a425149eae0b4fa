import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { type EventStoreServer, startEventStore } from '../../embedded/eventstoredb/server.ts';
import { connectEventStore } from '../../src/infra/log/connection-string.ts';
import type { Client } from '../http/support/client.ts';
import { clientOf } from '../http/support/client.ts';
import { type Receiver, startReceiver } from '../infra/webhooks/support/receiver.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type System, useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };
const env = { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' };

describe('an installation that moves its log to another event store', function () {
  this.timeout(180_000);
  const suite = useSystems();
  let other: EventStoreServer;
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
    other = await startEventStore({ file: ':memory:' });
    const client = connectEventStore(other.url);
    await client.appendToStream(
      'orders-1',
      [1, 2, 3, 4, 5].map((number) => jsonEvent({ type: 'Ordered', data: { number } })),
    );
    await client.dispose();
  });
  after(async () => {
    await receiver[Symbol.asyncDispose]();
    await other.close();
  });

  let dataDir: string;
  let athlete: Client;
  let session: string;
  let original: Readonly<{ audit: unknown; deliveries: number; copy: string }>;

  const auditOf = async (client: Client) =>
    (await client.get(`/audit/events?kind=session&id=${session}`)).json.items.map(
      ({ id, recordedAt, revision }: Record<string, unknown>) => ({ id, recordedAt, revision }),
    );
  /** The same person with the same cookies, at the new address of the service. */
  const again = ({ url }: System): Client => clientOf({ origin: url }, athlete.cookie);

  it('copies while the service runs', async () => {
    const system = await suite.start({ env });
    ({ dataDir } = system);
    athlete = await system.client('vera@example.com');
    expect((await athlete.post('/webhooks', { url: receiver.url, eventTypes: ['session.changed'] })).status).to.equal(
      201,
    );
    session = (await athlete.post('/training-sessions', body)).json.id;
    await eventually(async () => expect(receiver.received).to.have.length(1));
    linesOf(await system.cli('audit', 'sign'));
    const copy = join(suite.folder(), 'copy.json');
    writeFileSync(copy, JSON.stringify((await athlete.get('/audit/tree-head')).json.signed));
    const [line = ''] = linesOf(await system.cli('log', 'copy', '--to', other.url));
    expect(line).to.match(/^\d+ events of \d+ streams are the same in both$/);
    const refusal = /^Processes of IronTrack use this database/;
    expectRefusal(await system.cli('log', 'copy', '--to', other.url, '--switch'), refusal);
    expect((await athlete.patch(`/training-sessions/${session}`, { notes: 'heavy' })).status).to.equal(200);
    await eventually(async () => expect(receiver.received).to.have.length(2));
    original = { audit: await auditOf(athlete), deliveries: receiver.received.length, copy };
    await system.stop();
  });

  it('switches, and goes on with the same history, the same times, the same sign-ins and no webhook sent twice', async () => {
    const file = join(suite.folder(), 'other-store');
    writeFileSync(file, `${other.url}\n`);
    linesOf(await suite.cli(['log', 'copy', '--switch'], { dataDir, env: { ...env, LOG_COPY_TO_FILE: file } }));
    const moved = await suite.start({ dataDir, env: { ...env, EVENTSTORE_URL: other.url } });
    const client = again(moved);
    expect((await client.get(`/training-sessions/${session}`)).json).to.include({ name: 'Leg day', notes: 'heavy' });
    expect(await auditOf(client)).to.deep.equal(original.audit);
    expect((await client.patch(`/training-sessions/${session}`, { notes: 'light' })).status).to.equal(200);
    await eventually(async () => expect(receiver.received).to.have.length(original.deliveries + 1));
    linesOf(await moved.cli('audit', 'sign'));
    linesOf(await moved.cli('audit', 'verify', '--copy', original.copy));
    linesOf(await moved.cli('projections', 'verify', 'sessions'));
    expect(receiver.received).to.have.length(original.deliveries + 1);
    await moved.stop();
  });

  it('does not start on the old log any more', async () => {
    expectRefusal(await suite.cli(['projections', 'list'], { dataDir, env }), /does not hold event/);
  });
});
