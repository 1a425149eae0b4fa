import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import type { WatchId } from '../../src/events/watch.ts';
import { removeNotesOnErasedAccounts } from '../../src/policies/remove-notes-on-erased-accounts.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';
import { readPlainly } from '../support/plain-events.ts';
import { athlete, noon } from '../support/specification.ts';

const coach = '01900000-0000-7000-8000-0000000000c2' as AccountId;
const id = '01900000-0000-7000-8000-0000000000d1' as WatchId;

type Acted = Readonly<{ type: string; stream: string; owner: string; data: object; erased: readonly string[] }>;

/** Lets the policy act on an event, and returns what it has done. */
async function actOn({ erased, ...appended }: Acted): Promise<unknown[]> {
  const done: unknown[] = [];
  const policy = removeNotesOnErasedAccounts({
    async execute(_, watchId, [command], { by, owner, actor }) {
      done.push({ watchId, command, by, owner, via: actor.via });
      return undefined as never;
    },
    clock: () => noon,
    newId: () => 'made',
    isErased: async (account) => erased.includes(account),
    async listNoted(question) {
      done.push(question);
      return [{ id, coach }];
    },
  });
  expect(policy.whenever).to.include(appended.type);
  const [event] = createMemoryLog().append(appended);
  if (event) await policy.act(readPlainly(event), 'key', new AbortController().signal);
  return done;
}

const removed = {
  ...{ watchId: id, by: coach, owner: coach, via: 'policy' },
  command: { type: 'WriteNotes', data: { watchId: id, athleteId: athlete, text: null } },
};
const erasure = { type: 'AccountErased', stream: `account-${athlete}`, owner: athlete, data: {} };
const written = (text: string | null) => ({
  ...{ type: 'NotesChanged', stream: `watch-${id}`, owner: coach, data: { athleteId: athlete, personal: { text } } },
});

describe('the policy remove-notes-on-erased-accounts', () => {
  it('removes the notes on an erased athlete, on behalf of each coach', async () => {
    const [question, ...done] = await actOn({ ...erasure, erased: [athlete] });
    expect(question).to.have.property('athlete', athlete);
    expect(done).to.deep.equal([removed]);
  });

  it('leaves what belongs to an erased coach', async () => {
    expect(await actOn({ ...erasure, erased: [athlete, coach] })).to.have.length(1);
  });

  it('removes what is written on an athlete who is erased already, and nothing else', async () => {
    expect(await actOn({ ...written('Mornings'), erased: [athlete] })).to.deep.equal([removed]);
    expect(await actOn({ ...written(null), erased: [athlete] })).to.deep.equal([]);
    expect(await actOn({ ...written('Mornings'), erased: [] })).to.deep.equal([]);
  });
});
