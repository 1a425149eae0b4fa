import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type System, systemsOf } from '../support/system.ts';
import { eventStoreOf } from './support/log.ts';

/** Puts an event behind a session's own whose text is no ciphertext. */
async function tamper(dataDir: string, sessionId: string): Promise<void> {
  const client = EventStoreDBClient.connectionString(eventStoreOf(dataDir));
  try {
    const stream = `session-${sessionId}`;
    let metadata = {};
    for await (const { event } of client.readStream(stream)) metadata = event?.metadata ?? {};
    const data = { personal: { notes: 'AAAA' }, correction: false };
    await client.appendToStream(stream, jsonEvent({ type: 'SessionNoted', data, metadata }));
  } finally {
    await client.dispose();
  }
}

describe('a stream that the running service has to park', function () {
  this.timeout(120_000);
  const suite = systemsOf();
  let system: System;
  let athlete: Client;
  let other: Client;
  let id: string;
  let sane: string;

  const begin = async (client: Client): Promise<string> => {
    const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };
    const { status, json } = await client.post('/training-sessions', body);
    expect(status).to.equal(201);
    return json.id;
  };
  const pipeline = async () => (await other.get('//health')).json.pipeline;
  const listed = async (...args: string[]) => {
    const { code, stdout } = await system.cli('dead-letters', 'list', '--json', ...args);
    expect(code).to.equal(0);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  /** The ids of a parked stream's events, in the order in which they wait. */
  const waiting = async (parked: string): Promise<string[]> => {
    const { stdout } = await system.cli('dead-letters', 'show', parked, '--json');
    const { event, later } = JSON.parse(stdout);
    return [event, ...later].map((each) => each.id);
  };

  before(async () => {
    system = await suite.start();
    athlete = await system.client('ada@example.com');
    other = await system.client('bob@example.com');
    id = await begin(athlete);
    sane = await begin(athlete);
    await begin(other);
    await tamper(system.dataDir, id);
    await eventually(async () => expect((await pipeline()).parkedStreams).to.equal(1));
  });

  it('is shown by health and the list, and stops nobody else', async () => {
    const current = { status: 'moving', behind: false, parkedStreams: 1 };
    await eventually(async () => expect(await pipeline()).to.include(current));
    const [health, ready] = await Promise.all([other.get('//health'), other.get('//ready')]);
    expect([health.status, ready.status]).to.deep.equal([200, 200]);
    const [parked, ...more] = await listed();
    expect(more).to.deep.equal([]);
    expect(parked).to.include({ projection: 'sessions', version: 1, stream: `session-${id}`, waiting: 1 });
    const sessions = await other.get('/training-sessions');
    expect([sessions.status, sessions.json.total]).to.deep.equal([200, 1]);
  });

  it('is missed by its owner alone, and only behind what was parked', async () => {
    expect((await athlete.get(`/training-sessions/${id}`)).json.revision).to.equal(0);
    expect((await athlete.patch(`/training-sessions/${sane}`, { name: 'Arms' })).status).to.equal(200);
    const { status, json, headers } = await athlete.get('/training-sessions');
    expect([status, json.type]).to.deep.equal([503, 'urn:irontrack:problem:read-model-behind']);
    expect(headers.get('retry-after')).not.to.equal(null);
    expect((await other.get('/training-sessions')).status).to.equal(200);
  });

  it('is shown and retried from the command line', async () => {
    const [{ id: parked }] = await listed();
    const shown = await system.cli('dead-letters', 'show', parked);
    expect(shown.code, shown.stderr).to.equal(0);
    expect(shown.stdout).to.contain(`session-${id}@1`).and.to.contain('sealed: ').and.to.contain('would now fail');
    const retried = await system.cli('dead-letters', 'retry', '--all');
    expect(retried.code).to.equal(1);
    expect(retried.stdout).to.contain('1 left');
    expect(retried.stderr).to.contain('stays parked');

    const [first = ''] = await waiting(parked);
    const mistakes = [
      ['retry'],
      ['retry', parked, '--all'],
      ['retry', 'x'],
      ['show', '9999'],
      ['discard', parked, '--reason', 'a broken client wrote it'],
      ['discard', parked, '--event', first, '--reason', ' '],
      ['discard', parked, '--event', 'x', '--reason', 'a broken client wrote it'],
      ['discard', '9999', '--event', first, '--reason', 'a broken client wrote it'],
    ];
    const ends = await Promise.all(mistakes.map((args) => system.cli('dead-letters', ...args)));
    for (const { code, stdout, stderr } of ends) expect([code, stdout], stderr).to.deep.equal([1, '']);
  });

  let parked = '';
  let first: string | undefined = '';
  let second: string | undefined = '';
  const discard = (event = '') =>
    system.cli('dead-letters', 'discard', parked, '--event', event, '--reason', 'a broken client wrote it');

  it('skips an event for good once that is named, however often that is said', async () => {
    await tamper(system.dataDir, id);
    await eventually(async () => expect((await listed())[0].waiting).to.equal(2));
    [{ id: parked }] = await listed();
    [first, second] = await waiting(parked);
    const early = await discard(second);
    expect([early.code, early.stdout]).to.deep.equal([1, '']);
    expect(early.stderr).to.contain(first);

    const discarded = await discard(first);
    expect(discarded.code, discarded.stderr).to.equal(0);
    expect(discarded.stdout).to.contain(`skips event ${first}`).and.to.contain(`waits at event ${second}`);
    const again = await discard(first);
    expect(again.code, again.stderr).to.equal(0);
    expect(again.stdout)
      .to.contain(`skips event ${first}`)
      .and.to.contain('already')
      .and.to.contain(`waits at event ${second}`);
  });

  it('flows again once its last event is discarded, which can be looked up', async () => {
    const last = await discard(second);
    expect(last.code, last.stderr).to.equal(0);
    expect(last.stdout).to.contain('flows again');
    expect((await discard(second)).stdout)
      .to.contain('already')
      .and.to.contain('flows again');
    expect(await listed()).to.deep.equal([]);
    expect((await listed('--discarded')).map(({ projection, event }) => [projection, event])).to.deep.equal([
      ['sessions', first],
      ['sessions', second],
    ]);
    expect((await pipeline()).parkedStreams).to.equal(0);
    const { status, json } = await athlete.get('/training-sessions');
    expect([status, json.total]).to.deep.equal([200, 2]);
  });
});
