import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../../../embedded/service/service.ts';
import type { Installation } from './installation.ts';
import { dispatcherAmong, type Role } from './role.ts';

/** One way to break something; over once what was broken runs again. */
type Fault = Readonly<{ kind: string; target: () => string; strike: () => Promise<void> }>;

type Roles = Readonly<{ apis: readonly Role[]; workers: readonly Role[]; dispatchers: readonly Role[] }>;

/** How often each kind of fault has struck. */
export type Struck = ReadonlyMap<string, number>;

/** Longer than the lock of a lane's job, which is 5 s, and than a transaction may stand idle, 4 s. */
const frozenMs = 5_500;
const atOnce = 3;
const longestPauseMs = 700;

/** Breaks everything in every way, in any order and several things at once, until so many faults have struck. */
export async function strike(
  installation: Installation,
  roles: Roles,
  random: () => number,
  count: number,
): Promise<Struck> {
  const faults = faultsOf(installation, roles, random);
  const struck = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let deck: readonly Fault[] = [];
  for (let done = 0; done < count && failures.length === 0 && !installation.over.aborted; ) {
    if (deck.length === 0) deck = shuffled(faults, random);
    // One fault at a time for each target: what is dead can't be frozen.
    const fault = underWay.size < atOnce ? deck.find(({ target }) => !underWay.has(target())) : undefined;
    if (!fault) {
      await Promise.race(underWay.values());
      continue;
    }
    deck = deck.filter((each) => each !== fault);
    const target = fault.target();
    const over = fault
      .strike()
      .catch((error) => void failures.push(error))
      .finally(() => underWay.delete(target));
    underWay.set(target, over);
    struck.set(fault.kind, (struck.get(fault.kind) ?? 0) + 1);
    done += 1;
    await delay(random() * longestPauseMs);
  }
  await Promise.all(underWay.values());
  if (failures.length > 0) throw failures[0];
  return struck;
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const keyed = items.map((item) => [random(), item] as const);
  return keyed.toSorted(([a], [b]) => a - b).map(([, item]) => item);
}

function faultsOf(
  { eventStore, postgres, redis, cache }: Installation,
  { apis, workers, dispatchers }: Roles,
  random: () => number,
): readonly Fault[] {
  const away = () => delay(random() * 1_500);
  const killRole = (role: Role) => async () => {
    await role.kill();
    await away();
    await role.restart();
  };
  const freezeRole = (role: Role) => async () => {
    role.freeze();
    await delay(frozenMs);
    role.thaw();
  };
  const killService = (service: Service, signal: NodeJS.Signals) => async () => {
    await service.kill(signal);
    await away();
    await service.restart();
  };
  const freezeService = (service: Service) => async () => {
    service.pause();
    await delay(frozenMs);
    service.resume();
  };
  const fault = (kind: string, target: string, strike: Fault['strike']): Fault => ({
    kind,
    target: () => target,
    strike,
  });
  const times = (count: number, each: Fault): Fault[] => Array.from({ length: count }, () => ({ ...each }));
  const dispatcher = () => dispatcherAmong(dispatchers);
  const ofDispatcher = (kind: string, strike: (role: Role) => Fault['strike']): Fault => ({
    kind,
    target: () => dispatcher().name,
    strike: () => strike(dispatcher())(),
  });
  const flush = async () => void (await cache.flushall());

  return [
    ...times(2, ofDispatcher('kill the dispatcher', killRole)),
    ofDispatcher('freeze the dispatcher', freezeRole),
    ...workers.map((role) => fault('kill a worker', role.name, killRole(role))),
    ...workers.slice(0, 1).map((role) => fault('freeze a worker', role.name, freezeRole(role))),
    ...apis.map((role) => fault('kill an API', role.name, killRole(role))),
    ...apis.slice(0, 1).map((role) => fault('freeze an API', role.name, freezeRole(role))),
    ...times(2, fault('kill Redis', 'redis', killService(redis, 'SIGKILL'))),
    fault('stop Redis', 'redis', killService(redis, 'SIGTERM')),
    fault('freeze Redis', 'redis', freezeService(redis)),
    ...times(3, fault('flush Redis', 'redis', flush)),
    ...times(2, fault('kill Postgres', 'postgres', killService(postgres, 'SIGKILL'))),
    fault('stop Postgres at once', 'postgres', killService(postgres, 'SIGQUIT')),
    fault('freeze Postgres', 'postgres', freezeService(postgres)),
    ...times(3, fault('kill the event store', 'event store', killService(eventStore, 'SIGKILL'))),
    fault('freeze the event store', 'event store', freezeService(eventStore)),
  ];
}
