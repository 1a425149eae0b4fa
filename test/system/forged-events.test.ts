import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type System, useSystems } from '../support/system.ts';
import { documentsOf, linesOf } from './support/ends.ts';
import { eventStoreOf } from './support/log.ts';

describe('events that something else has added to the log', function () {
  this.timeout(120_000);
  const suite = useSystems();
  let system: System;
  let client: EventStoreDBClient;
  let attacker: Client;
  let victim: Client;
  let attackerId: string;
  let victimId: string;
  let sessionId: string;

  /** Appends an event with the metadata of an own event, which an attacker can copy. */
  const forge = async (stream: string, type: string, copied = stream): Promise<void> => {
    let metadata: Record<string, unknown> = {};
    for await (const { event } of client.readStream(copied)) metadata = event?.metadata as never;
    await client.appendToStream(stream, jsonEvent({ type, data: {}, metadata: { ...metadata, schema: 1 } }));
  };
  const pipeline = async () => (await victim.get('//health')).json.pipeline;
  const accountOf = async (of: Client) => (await of.get('/access/me')).json;

  before(async () => {
    system = await suite.start();
    attacker = await system.client('mallory@example.com');
    victim = await system.client('vera@example.com');
    attackerId = (await accountOf(attacker)).id;
    victimId = (await accountOf(victim)).id;
    const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };
    sessionId = (await victim.post('/training-sessions', body)).json.id;
    client = EventStoreDBClient.connectionString(eventStoreOf(system.dataDir));
  });
  after(() => client?.dispose());

  it('change nothing: no right is granted, no account is erased and no session is deleted', async () => {
    await forge(`account-${attackerId}`, 'SuperuserGranted');
    await forge(`account-${victimId}`, 'AccountErased');
    await forge(`session-${sessionId}`, 'SessionDeleted');
    await forge(`account-${randomUUID()}`, 'AccountErased', `account-${victimId}`);
    const figures = { status: 'moving', behind: false, parkedStreams: 0, refusedEvents: 4 };
    await eventually(async () => expect(await pipeline()).to.include(figures));

    expect(linesOf(await system.cli('users', 'list')).length).to.be.greaterThan(1);
    expect((await attacker.get('/users')).status).to.equal(403);
    expect((await victim.get(`/training-sessions/${sessionId}`)).json).to.include({ name: 'Leg day', revision: 0 });
    expect((await victim.get('/training-sessions')).json.total).to.equal(1);
  });

  it('change nothing for an account that signs in after them, whose snapshot is made anew', async () => {
    const again = await system.client('vera@example.com');
    expect((await accountOf(again)).id).to.equal(victimId);
    expect((await again.get(`/training-sessions/${sessionId}`)).status).to.equal(200);
    const attackerAgain = await system.client('mallory@example.com');
    expect((await attackerAgain.get('/users')).status).to.equal(403);
  });

  it('make commands to their streams answer 409 history-damaged, and no other command', async () => {
    const { status, json } = await victim.patch(`/training-sessions/${sessionId}`, { name: 'Arms' });
    expect([status, json.type]).to.deep.equal([409, 'urn:irontrack:problem:history-damaged']);
    const times = { startedAt: '2026-01-11T12:00:00Z', endedAt: '2026-01-11T13:00:00Z' };
    const body = { ...times, timezone: 'UTC', name: 'Push day' };
    expect((await victim.post('/training-sessions', body)).status).to.equal(201);
  });

  it('are listed by audit verify, and do not appear among the events', async () => {
    const verified = await system.cli('audit', 'verify', '--json');
    expect(verified.code).to.equal(1);
    expect(verified.stderr).to.contain('4 problems found');
    const found = verified.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(found.map(({ what, stream }) => [what, stream]).slice(0, 3)).to.deep.equal([
      ['foreign', `account-${attackerId}`],
      ['foreign', `account-${victimId}`],
      ['foreign', `session-${sessionId}`],
    ]);
    const events = documentsOf(await system.cli('events', 'stream', `session-${sessionId}`, '--json'));
    expect(events.map(({ type }) => type)).to.deep.equal(['SessionStarted']);
    expect(linesOf(await system.cli('events', 'all')).join('\n')).not.to.contain('SuperuserGranted');
  });

  it('do not prevent the erasure of an account', async () => {
    linesOf(await system.cli('users', 'erase', 'vera@example.com', '--yes'));
    expect((await victim.get('/access/me')).status).to.equal(401);
    expect((await attacker.get(`/users/${victimId}`)).status).to.equal(403);
    expect(linesOf(await system.cli('users', 'list')).join('\n')).not.to.contain('vera@example.com');
  });

  it('are logged once each', async () => {
    const { stderr, stdout } = await system.stop();
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('did not write'));
    expect(lines).to.have.length(4);
  });
});
