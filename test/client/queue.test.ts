import { expect } from 'chai';
import fc from 'fast-check';
import type { SyncAnswer, SyncCommand } from '../../client/flush.ts';
import { bodyOf } from '../../client/problem.ts';
import { createQueue } from '../../client/queue.ts';
import { createMemoryStorage } from '../../client/storage.ts';
import { useClient } from './support/use-client.ts';

const session = '01900000-0000-7000-8000-00000000000a';
const entry = '01900000-0000-7000-8000-00000000000b';
const set = '01900000-0000-7000-8000-00000000000c';
const start = { operation: 'startSession', body: { id: session, timezone: 'UTC' } } as const;
const addEntry = {
  operation: 'addEntry',
  path: { id: session },
  body: { id: entry, name: 'Squat', mode: 'reps' },
} as const;
const logSet = { operation: 'logSet', path: { id: session, entryId: entry }, body: { id: set, reps: 5 } } as const;

describe('the offline queue', () => {
  const the = useClient();

  it('sends what was logged without network, in any order', async () => {
    const client = await the.signedIn();
    for (const command of [logSet, addEntry, start]) await client.queue.add(command);
    const pending = await client.queue.pending();
    expect(pending.map(({ operation }) => operation)).to.deep.equal(['logSet', 'addEntry', 'startSession']);
    const { accepted, refused, waiting } = await client.queue.flush();
    expect({ accepted: accepted.length, refused, waiting }).to.deep.equal({ accepted: 3, refused: [], waiting: 0 });
    const read = await bodyOf(client.GET('/api/v1/training-sessions/{id}', { params: { path: { id: session } } }));
    expect(read.exercises[0]?.sets[0]?.reps).to.equal(5);
  });

  it('keeps commands that wait for another device, and sends them again', async () => {
    const client = await the.signedIn();
    await client.queue.add(logSet);
    expect((await client.queue.flush()).waiting).to.equal(1);
    await bodyOf(client.POST('/api/v1/training-sessions', { body: start.body }));
    await client.queue.add(addEntry);
    expect(await client.queue.flush()).to.deep.include({ waiting: 0, refused: [] });
    expect(await client.queue.size()).to.equal(0);
  });

  it('removes a refused command and says why it was refused', async () => {
    const client = await the.signedIn();
    await client.queue.add({ ...start, body: { ...start.body, timezone: 'Mars/Base' } });
    const { refused } = await client.queue.flush();
    expect(refused.map(({ answer }) => answer.problem?.code)).to.deep.equal(['validation']);
    expect(await client.queue.size()).to.equal(0);
  });

  it('keeps everything when the network fails, and has each effect once when an answer is lost', async () => {
    let failures = 0;
    const client = await the.signedIn(async (request, send) => {
      if (!request.url.endsWith('/sync')) return send(request);
      const response = await send(request);
      failures += 1;
      if (failures <= 6) throw new TypeError('The answer is lost.');
      return response;
    });
    for (const command of [start, addEntry, logSet]) await client.queue.add(command);
    expect(await client.queue.flush().catch((error) => error)).to.be.instanceOf(TypeError);
    expect(await client.queue.size()).to.equal(3);
    expect((await client.queue.flush()).accepted).to.have.length(3);
    expect((await bodyOf(client.GET('/api/v1/training-sessions'))).total).to.equal(1);
  });

  it('sends smaller batches when one has too many bytes, and removes a command that is too large alone', async () => {
    const client = await the.signedIn();
    const notes = 'x'.repeat(9_000);
    for (let at = 0; at < 150; at += 1)
      await client.queue.add({ operation: 'startSession', body: { timezone: 'UTC', notes } });
    await client.queue.add({ operation: 'startSession', body: { timezone: 'UTC', notes: 'x'.repeat(1_100_000) } });
    const { accepted, refused, waiting } = await client.queue.flush();
    expect({ accepted: accepted.length, waiting }).to.deep.equal({ accepted: 150, waiting: 0 });
    expect(refused.map(({ answer }) => answer.problem?.code)).to.deep.equal(['payload-too-large']);
    expect(await client.queue.size()).to.equal(0);
  });

  it('sends each command until it is answered, however many there are and whatever they wait for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_500), { maxLength: 1_200 }), async (needs) => {
        const known = new Set<string>();
        const queue = createQueue(createMemoryStorage(), async (commands) => {
          expect(commands.length).to.be.within(1, 500);
          return answer(commands, known, needs);
        });
        for (const index of needs.keys()) await queue.add({ ...start, key: String(index) } as SyncCommand);
        let before = -1;
        let flushed = await queue.flush();
        while (flushed.waiting !== before) {
          before = flushed.waiting;
          flushed = await queue.flush();
        }
        // What is left needs a command that does not exist.
        const left = [...needs.keys()].filter((index) => !known.has(String(index)));
        expect(await queue.size()).to.equal(left.length);
        expect(left.every((index) => !known.has(String(needs[index])))).to.equal(true);
      }),
      { numRuns: 5 },
    );
  });
});

/** Answers as the service does: a command is accepted when its batch or an earlier one has what it needs. */
function answer(commands: readonly SyncCommand[], known: Set<string>, needs: readonly number[]): SyncAnswer[] {
  const accepted = new Set<string>();
  const isReady = (key: string) => {
    const need = needs[Number(key)];
    return Number(key) === need || known.has(String(need)) || Number(key) % 7 === 0;
  };
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const { key } of commands) {
      if (!isReady(key)) continue;
      known.add(key);
      accepted.add(key);
    }
  }
  return commands.map(({ key }) => ({
    key,
    outcome: accepted.has(key) ? 'accepted' : 'deferred',
    status: accepted.has(key) ? 201 : 404,
  }));
}
