import { expect } from 'chai';
import { slugOf } from '../../../src/documents/exercise.ts';
import { localDay } from '../../../src/documents/local-day.ts';
import { athleteSignals, zoneOf } from '../../../src/documents/signals/athlete-signals.ts';
import { rosterRow } from '../../../src/documents/signals/roster-row.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import type { SignalKind } from '../../../src/events/signal-values.ts';
import { streamOf } from '../../../src/events/streams.ts';
import { readSeeds } from '../../../src/infra/local/seed-files.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import type { Seeds } from '../../../src/ports/seeds.ts';
import { assemble } from '../../../src/service/assemble.ts';
import { createInMemoryPorts, now } from '../../http/support/in-memory-ports.ts';

/** Enough days for everything that signals look at. */
const days = 100;
const expected: Readonly<Record<string, readonly SignalKind[]>> = {
  'Ada (demo)': ['record'],
  'Ben (demo)': ['missed_sessions', 'shortened_sessions'],
  'Cleo (demo)': ['stall', 'rest_longer'],
  'Dario (demo)': ['pain_note', 'substitution'],
  'Emma (demo)': ['performance_drop'],
  'Finn (demo)': ['effort_up'],
  'Gita (demo)': ['silence'],
  'Hugo (demo)': ['skipped_exercise', 'late_logging', 'batch_logging'],
};

describe('the demo', () => {
  let seeds: Seeds;
  before(async () => {
    seeds = await readSeeds('seeds', slugOf);
  });

  /** A service in memory. `appends`: after how many appends its event store fails; never by default. */
  function createService() {
    const ports = createInMemoryPorts(() => {});
    let left = Number.POSITIVE_INFINITY;
    const append: EventStore['append'] = async (...parameters) => {
      left -= 1;
      if (left < 0) throw new DomainError('unavailable', 'The event store cannot be reached.');
      return ports.store.append(...parameters);
    };
    const core = assemble({ ...ports, store: { ...ports.store, append } });
    const idOf = async (email: string) => (await core.findAccount(email))?.document.id as AccountId;
    return {
      ...{ core, idOf, store: ports.store },
      load: () => core.loadDemo(seeds, { days }),
      failAfter: (appends: number) => {
        left = appends;
      },
      remove: () => core.removeDemo((id) => core.eraseAccount(id, { as: 'operator' }, contextOf(id))),
      athletes: async () => {
        const coach = await idOf('dana@demo.example');
        return [...(await ports.queries.listAthleteFacts({ coach, now, requiredPosition: () => 0n }))];
      },
      signUp: (email: string) => {
        const accountId = ports.ids.make() as AccountId;
        const credential = { id: ports.ids.make() as CredentialId, password: 'Str0ng&Steel' };
        return core.register({ accountId, email, name: null, credential, as: 'self' }, contextOf(accountId));
      },
    };
  }
  const contextOf = (by: AccountId) => ({
    ...{ actor: { id: by, role: 'application-access', via: 'http' } as const, by },
    ...{ correlationId: 'request', causationId: 'request', receivedAt: now },
  });

  it('plants in each athlete the trouble that signals find, and no other', async () => {
    const service = createService();
    await service.load();
    const found = (await service.athletes()).map((facts) => {
      const { signals } = athleteSignals(facts, localDay(now, zoneOf(facts)));
      return [facts.name, [...new Set(signals.map(({ kind }) => kind))]];
    });
    expect(Object.fromEntries(found)).to.deep.equal(expected);
  });

  it('has a session with corrections, which only the log can tell', async () => {
    const service = createService();
    await service.load();
    const corrected = (await service.athletes()).map((facts) => {
      const row = rosterRow(facts, localDay(now, zoneOf(facts)));
      return [facts.name, row.corrections];
    });
    expect(corrected.filter(([, count]) => count !== 0)).to.deep.equal([['Hugo (demo)', 3]]);
  });

  it('marks its accounts by name, by an address that gets no mail, and by the actor in the log', async () => {
    const service = createService();
    const loaded = await service.load();
    const emails = loaded ? [loaded.coach, ...loaded.athletes] : [];
    expect(emails).to.have.length(9);
    for (const email of emails) {
      const id = await service.idOf(email);
      const [first] = await service.store.read(streamOf('account', id));
      expect(email).to.match(/^[a-z]+@demo\.example$/);
      expect((await service.core.findAccount(email))?.document.name).to.match(/ \(demo\)$/);
      expect(first?.metadata.actor).to.deep.equal({ id: 'demo', role: 'system', via: 'cli' });
    }
    expect(loaded?.password).to.match(/^Demo_[0-9a-f]{19}$/);
  });

  it('writes nothing when it is loaded again, and tells the same password', async () => {
    const service = createService();
    const first = await service.load();
    const events = service.store.all().length;
    expect(await service.load()).to.deep.equal({ ...first, sessions: 0 });
    expect(service.store.all()).to.have.length(events);
  });

  it('is the same after an interrupted load that was repeated as after one load', async () => {
    const [whole, interrupted] = [createService(), createService()];
    await whole.load();
    for (const appends of [3, 40, 150]) {
      interrupted.failAfter(appends);
      expect(await interrupted.load().catch(({ code }: DomainError) => code)).to.equal('unavailable');
    }
    interrupted.failAfter(Number.POSITIVE_INFINITY);
    await interrupted.load();
    const typesOf = ({ store }: ReturnType<typeof createService>) =>
      [...Map.groupBy(store.all(), ({ stream }) => stream)]
        .filter(([stream]) => !stream.startsWith('import-'))
        .map(([stream, events]) => `${stream} ${events.map(({ type }) => type)}`)
        .toSorted();
    expect(typesOf(interrupted)).to.deep.equal(typesOf(whole));
  });

  it('is removed without a trace of its accounts, and nothing else is; another removal does nothing', async () => {
    const service = createService();
    await service.signUp('someone@demo.example');
    const first = await service.load();
    expect([await service.remove(), await service.remove()]).to.deep.equal([9, 0]);
    expect(await service.core.findAccount('dana@demo.example')).to.equal(null);
    expect(await service.core.findAccount('someone@demo.example')).not.to.equal(null);
    const again = await service.load();
    expect(again).to.include({ sessions: first?.sessions });
    expect(again?.password).not.to.equal(first?.password);
  });

  it('can be removed after an interrupted load, and is not loaded while an interrupted removal has left a part', async () => {
    const service = createService();
    service.failAfter(60);
    await service.load().catch(() => {});
    service.failAfter(1);
    await service.remove().catch(() => {});
    service.failAfter(Number.POSITIVE_INFINITY);
    expect(await service.load()).to.equal(null);
    expect(await service.remove()).to.be.greaterThan(0);
    expect(await service.remove()).to.equal(0);
    expect(await service.load()).not.to.equal(null);
  });
});
