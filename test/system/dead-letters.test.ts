import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type System, useSystems } from '../support/system.ts';
import { documentOf, documentsOf, expectRefusal, linesOf } from './support/ends.ts';
import { appendPoisonEvent } from './support/poison-event.ts';

describe('a stream that a read model has parked', function () {
  this.timeout(120_000);
  const suite = useSystems();
  let system: System;
  let athlete: Client;
  let other: Client;
  /** The athlete's session with the poison event, followed by a session without one. */
  let poisoned: string;
  let healthy: string;

  const start = async (client: Client): Promise<string> => {
    const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };
    const { status, json } = await client.post('/training-sessions?replace=complete', body);
    expect(status).to.equal(201);
    return json.id;
  };
  const pipeline = async () => (await other.get('//health')).json.pipeline;
  const deadLetters = (...args: string[]) => system.cli('dead-letters', ...args);
  const listedBy = async (projection: string, ...args: string[]) =>
    documentsOf(await deadLetters('list', '--json', ...args)).filter((each) => each.projection === projection);
  const listed = (...args: string[]) => listedBy('sessions', ...args);
  /** The ids of a parked stream's dead letters, in the order of the stream. */
  const waitingEvents = async (id: string): Promise<string[]> => {
    const { event, later } = documentOf(await deadLetters('show', id, '--json'));
    return [event, ...later].map((each) => each.id);
  };

  before(async () => {
    system = await suite.start();
    athlete = await system.client('ada@example.com');
    other = await system.client('bob@example.com');
    healthy = await start(athlete);
    poisoned = await start(athlete);
    await start(other);
    await appendPoisonEvent(system.dataDir, poisoned);
    // Four read models read the data of sessions, and none of them can apply the event.
    await eventually(async () => expect((await pipeline()).parkedStreams).to.equal(4));
  });

  it('a parked stream is shown by /health and dead-letters list, and does not affect other athletes', async () => {
    const current = { status: 'moving', behind: false, parkedStreams: 4 };
    await eventually(async () => expect(await pipeline()).to.include(current));
    const [health, ready] = await Promise.all([other.get('//health'), other.get('//ready')]);
    expect([health.status, ready.status]).to.deep.equal([200, 200]);
    const [parked, ...more] = await listed();
    expect(more).to.deep.equal([]);
    const expected = { version: 1, stream: `session-${poisoned}`, waiting: 1 };
    expect(parked).to.include({ projection: 'sessions', ...expected });
    expect((await listedBy('performances'))[0]).to.include({ projection: 'performances', ...expected });
    const sessions = await other.get('/training-sessions');
    expect([sessions.status, sessions.json.total]).to.deep.equal([200, 1]);
  });

  it('the owner of a parked stream gets 503 only for reads that need the parked event', async () => {
    expect((await athlete.get(`/training-sessions/${poisoned}`)).json.revision).to.equal(0);
    expect((await athlete.patch(`/training-sessions/${healthy}`, { name: 'Arms' })).status).to.equal(200);
    const { status, json, headers } = await athlete.get('/training-sessions');
    expect([status, json.type]).to.deep.equal([503, 'urn:irontrack:problem:read-model-behind']);
    expect(headers.get('retry-after')).not.to.equal(null);
    expect((await other.get('/training-sessions')).status).to.equal(200);
  });

  it('dead-letters show explains the failure, and dead-letters retry reports that the stream stays parked', async () => {
    const [{ id }] = await listed();
    const shown = await deadLetters('show', id);
    expect(linesOf(shown).join('\n'))
      .to.contain(`session-${poisoned}@1`)
      .and.to.contain('encrypted: ')
      .and.to.contain('a retry now would fail');
    const retried = await deadLetters('retry', '--all');
    expect(retried.code).to.equal(1);
    expect(retried.stdout).to.contain('1 left');
    expect(retried.stderr).to.contain('stays parked');
  });

  it('events all prints the event encrypted, as it cannot be decrypted, and all others', async () => {
    const lines = linesOf(await system.cli('events', 'all'));
    expect(lines.find((line) => line.includes(`session-${poisoned}@1\tSessionNoted`))).to.match(
      /"notes":"[\w+/]{20,}=*"/,
    );
    expect(lines.filter((line) => line.includes('Leg day'))).to.have.length(3);
  });

  it('dead-letters show tells of a paused read model what it knows, and that a retry would be refused', async () => {
    const [{ id }] = await listed();
    linesOf(await system.cli('projections', 'pause', 'sessions'));
    const shown = linesOf(await deadLetters('show', id)).join('\n');
    linesOf(await system.cli('projections', 'resume', 'sessions'));
    expect(shown)
      .to.contain(`session-${poisoned}@1`)
      .and.to.contain('a retry now would fail with The projection is paused');
  });

  it('dead-letters refuses an unknown or malformed id, and a discard without its event or reason', async () => {
    const [{ id }] = await listed();
    const [first = ''] = await waitingEvents(id);
    const reason = ['--reason', 'a broken client wrote it'];
    const mistakes: [string[], RegExp][] = [
      [['retry'], /either the id of one stream, or --all/],
      [['retry', id, '--all'], /either the id of one stream, or --all/],
      [['retry', 'x'], /not the id of a parked stream/],
      [['show', '9999'], /no parked stream 9999/],
      [['discard', id, ...reason], /event/],
      [['discard', id, '--event', first, '--reason', ' '], /^--reason: /],
      [['discard', id, '--event', 'x', ...reason], /^--event: /],
      [['discard', '9999', '--event', first, ...reason], /no parked stream 9999/],
    ];
    for (const [args, message] of mistakes) expectRefusal(await deadLetters(...args), message);
  });

  let parked = '';
  let first: string | undefined = '';
  let second: string | undefined = '';
  const discard = (event = '') =>
    deadLetters('discard', parked, '--event', event, '--reason', 'a broken client wrote it');

  it('dead-letters discard skips only the first waiting event, and succeeds when repeated', async () => {
    await appendPoisonEvent(system.dataDir, poisoned);
    await eventually(async () => expect((await listed())[0].waiting).to.equal(2));
    [{ id: parked }] = await listed();
    [first, second] = await waitingEvents(parked);
    expectRefusal(await discard(second), new RegExp(`${first}`));

    const discarded = linesOf(await discard(first)).join('\n');
    expect(discarded).to.contain(`skips event ${first}`).and.to.contain(`waits at event ${second}`);
    const again = linesOf(await discard(first)).join('\n');
    expect(again)
      .to.contain(`skips event ${first} `)
      .and.to.contain('already')
      .and.to.contain(`waits at event ${second}`);
  });

  it('a stream whose last waiting event is discarded is no longer parked, and dead-letters lists the discards', async () => {
    expect(linesOf(await discard(second)).join('\n')).to.contain('no longer parked');
    expect(linesOf(await discard(second)).join('\n'))
      .to.contain('already')
      .and.to.contain('no longer parked');
    expect(await listed()).to.deep.equal([]);
    expect((await listed('--discarded')).map(({ projection, event }) => [projection, event])).to.deep.equal([
      ['sessions', first],
      ['sessions', second],
    ]);
    await eventually(async () => expect((await pipeline()).parkedStreams).to.equal(3));
    const { status, json } = await athlete.get('/training-sessions');
    expect([status, json.total]).to.deep.equal([200, 2]);
    for (const projection of ['performances', 'audit', 'signals']) {
      [{ id: parked }] = await listedBy(projection);
      for (const event of [first, second]) linesOf(await discard(event));
    }
    await eventually(async () => expect((await pipeline()).parkedStreams).to.equal(0));
  });
});
