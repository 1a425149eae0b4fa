import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { outcomesOf, type SyncAnswer, type SyncCommand } from '../http/support/batches.ts';
import { createRandom } from '../projections/support/training.ts';
import { expectValidChains, readLog } from './support/audit.ts';
import { createFaults } from './support/faults/faults.ts';
import { strikeFaults } from './support/faults/strike.ts';
import { sendOnce } from './support/load/request.ts';
import { type Member, signUp } from './support/member.ts';
import { seed, syncs, timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const faults = Math.ceil(syncs / 3);
const patienceMs = 10_000;
/** Statuses of a request that did not get through, after which a client sends it again. */
const temporary: readonly number[] = [429, 503];

const sessions = 3;
const sets = 15;
const idOf = (kind: number, number: number) => `01900000-0000-7000-8000-${kind}${String(number).padStart(11, '0')}`;

/**
 * A batch about three sessions with fifteen sets each, whose commands all change something; in between commands that are
 * refused, that depend on those, and that name something unknown. No command comes after the one that it needs.
 */
function createBatch(): Readonly<{ commands: readonly SyncCommand[]; accepted: number }> {
  const occurredAt = '2026-01-10T10:00:00Z';
  const commands: SyncCommand[] = [];
  const add = (operation: string, path: SyncCommand['path'], body: object) =>
    commands.push({ key: `${operation}-${commands.length}`, operation, ...(path && { path }), body, occurredAt });
  for (let number = 0; number < sessions; number += 1) {
    const session = { id: idOf(1, number) };
    const entry = { ...session, entryId: idOf(2, number) };
    add('completeSession', session, { endedAt: '2026-01-10T10:00:00Z' });
    for (let n = 0; n < sets; n += 1) add('logSet', entry, { id: idOf(3, number * sets + n), reps: n });
    add('addEntry', session, { id: entry.entryId, name: 'Squat', mode: 'reps' });
    add('startSession', undefined, { id: session.id, timezone: 'UTC', startedAt: '2026-01-10T09:00:00Z' });
  }
  const accepted = commands.length;
  const wrong = { id: idOf(1, 0), entryId: idOf(2, 99) };
  add('logSet', wrong, { reps: 1 });
  add('addEntry', { id: idOf(1, 0) }, { id: wrong.entryId, name: 'Squat', mode: 'wrong' });
  add('editSession', { id: idOf(1, 99) }, { name: 'Unknown' });
  return { commands, accepted };
}

describe(`a batch of commands that is sent ${syncs} times in parallel, with seed ${seed}`, () => {
  const suite = useSharedInstallation();

  it('has one effect and the same answers each time while services and processes are killed', async function () {
    this.timeout(timeoutOf(syncs, 10));
    const { installation, apis } = suite;
    const member = await signUp(suite.api);
    const { commands, accepted } = createBatch();
    const random = createRandom(seed);
    const kills = createFaults(installation, { apis, dispatchers: [], workers: [] }, random).filter(({ kind }) =>
      ['kill an API', 'kill Redis', 'kill Postgres', 'kill the event store'].includes(kind),
    );
    const ended = new AbortController();
    const answers = Promise.all(
      Array.from({ length: syncs }, (_, number) => sendUntil(ended.signal, member, number, commands)),
    );
    await strikeFaults({ faults: kills, random, count: faults, signal: suite.ended });
    ended.abort();
    const all = (await answers).flat();
    if (this.test) this.test.title += ` (${all.length} answers, ${faults} faults)`;

    expect(all.length).to.be.at.least(syncs);
    expect(new Set(all.map((each) => JSON.stringify(each))).size, 'different answers').to.equal(1);
    expect(outcomesOf(all[0] ?? [])).to.deep.equal([
      ...Array.from({ length: accepted }, () => 'accepted'),
      ...['refused depends-on-refused', 'refused validation', 'deferred session-not-found'],
    ]);
    const log = await readLog(installation.log);
    expectValidChains(log);
    const own = log.filter(
      ({ stream, metadata }) => stream.startsWith('session-') && metadata.owner === member.account,
    );
    expect(own).to.have.length(accepted);
    expect(new Set(own.map(({ metadata }) => metadata.command?.digest)).size).to.equal(accepted);
  });

  /** Sends the batch until it is answered, and again until the signal is aborted. Returns the answers, by key. */
  async function sendUntil(
    signal: AbortSignal,
    member: Member,
    number: number,
    commands: readonly SyncCommand[],
  ): Promise<readonly (readonly SyncAnswer[])[]> {
    const answers: (readonly SyncAnswer[])[] = [];
    const request = { method: 'POST', path: '/sync', body: { commands } };
    for (let tries = number; answers.length === 0 || !signal.aborted; tries += 1) {
      const api = suite.apis[tries % suite.apis.length] ?? suite.api;
      const answer = await sendOnce(api.address(), member, request, patienceMs);
      if (answer?.status === 200) answers.push(answer.json.answers);
      else if (answer !== null && !temporary.includes(answer.status)) throw new Error(answer.text);
      await delay(100);
    }
    return answers;
  }
});
