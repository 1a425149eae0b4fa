import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../../../../embedded/service/service.ts';
import type { Installation } from '../installation.ts';
import { activeDispatcher, type Role } from '../role.ts';
import type { Roles } from '../role-pool.ts';
import type { Fault } from './strike.ts';

/**
 * How long a process is frozen: longer than the lock on a lane's job (5 s) and than a transaction may be idle (4 s).
 */
const frozenMs = 5_500;
const longestDownMs = 1_500;

type Strike = Fault['strike'];

const freeze =
  (role: Role): Strike =>
  async () => {
    role.freeze();
    await delay(frozenMs);
    role.resume();
  };

const freezeService =
  (service: Service): Strike =>
  async () => {
    service.pause();
    await delay(frozenMs);
    service.resume();
  };

const fault = (kind: string, target: string, strike: Strike): Fault => ({ kind, target: () => target, strike });

const repeat = (count: number, each: Fault): Fault[] => Array.from({ length: count }, () => ({ ...each }));

/** All kinds of faults. A kind that is more likely to reveal an error is listed several times. */
export function createFaults(
  { eventStore, postgres, redis, cache }: Installation,
  { apis, workers, dispatchers }: Roles,
  random: () => number,
): readonly Fault[] {
  const whileDown = () => delay(random() * longestDownMs);
  const kill =
    (role: Role): Strike =>
    async () => {
      await role.kill();
      await whileDown();
      await role.restart();
    };
  const killService =
    (service: Service, signal: NodeJS.Signals): Strike =>
    async () => {
      await service.kill(signal);
      await whileDown();
      await service.restart();
    };
  const ofDispatcher = (kind: string, strike: (role: Role) => Strike): Fault => ({
    kind,
    target: () => activeDispatcher(dispatchers).name,
    strike: () => strike(activeDispatcher(dispatchers))(),
  });
  return [
    ...repeat(2, ofDispatcher('kill the dispatcher', kill)),
    ofDispatcher('freeze the dispatcher', freeze),
    ...workers.map((role) => fault('kill a worker', role.name, kill(role))),
    ...workers.slice(0, 1).map((role) => fault('freeze a worker', role.name, freeze(role))),
    ...apis.map((role) => fault('kill an API', role.name, kill(role))),
    ...apis.slice(0, 1).map((role) => fault('freeze an API', role.name, freeze(role))),
    ...repeat(2, fault('kill Redis', 'redis', killService(redis, 'SIGKILL'))),
    fault('stop Redis', 'redis', killService(redis, 'SIGTERM')),
    fault('freeze Redis', 'redis', freezeService(redis)),
    ...repeat(
      3,
      fault('flush Redis', 'redis', async () => void (await cache.flushall())),
    ),
    ...repeat(2, fault('kill Postgres', 'postgres', killService(postgres, 'SIGKILL'))),
    fault('stop Postgres at once', 'postgres', killService(postgres, 'SIGQUIT')),
    fault('freeze Postgres', 'postgres', freezeService(postgres)),
    ...repeat(3, fault('kill the event store', 'event store', killService(eventStore, 'SIGKILL'))),
    fault('freeze the event store', 'event store', freezeService(eventStore)),
  ];
}
