import { localDay } from '../../documents/local-day.ts';
import type { CredentialId } from '../../events/ids.ts';
import type { Role } from '../../events/values.ts';
import { defaultRole, trainerRole } from '../../events/values.ts';
import type { Seeds } from '../../ports/seeds.ts';
import { createFindExercise } from './catalogue.ts';
import { coachAthlete } from './coach-athlete.ts';
import { allOf, beginOf, type DemoLoad, findLoads, passwordOf } from './demo-accounts.ts';
import { contextOfDemo, type DemoPorts } from './demo-ports.ts';
import { demoAthletes, demoCoach } from './generator/cast.ts';
import { historyDays } from './generator/draft.ts';
import { createHistory, isLoaded, loadAthlete } from './load-athlete.ts';

/** How many sessions the demo has, and how many of them have been written. */
export type DemoProgress = Readonly<{ total: number; done: number }>;

/** What can be signed in to now. `sessions`: how many were written; 0 if the demo was complete. */
export type LoadedDemo = Readonly<{ coach: string; athletes: readonly string[]; password: string; sessions: number }>;

/**
 * Loads the demo, or what an interrupted load has left out. Does nothing and returns null while only some accounts of an
 * earlier load are erased.
 */
export type LoadDemo = (seeds: Pick<Seeds, 'exercises'>, options?: Options) => Promise<LoadedDemo | null>;

/** `days`: how many days of training are loaded, at least those of the plan; all by default. */
type Options = Readonly<{ days?: number; onProgress?: (progress: DemoProgress) => void }>;

/** With the same number, every installation gets the same training. */
const seed = 19;

export const createLoadDemo =
  (ports: DemoPorts): LoadDemo =>
  async (seeds, { days = historyDays, onProgress = () => {} } = {}) => {
    const load = await currentLoad(ports);
    if (load === null) return null;
    const password = passwordOf(ports, load.number);
    await registerAll(ports, load, password);
    const begun = beginOf(load) ?? ports.clock();
    const findExercise = createFindExercise(seeds);
    const missing = [];
    for (const [at, athlete] of demoAthletes.entries()) {
      const { id } = load.athletes[at] as DemoLoad['athletes'][number];
      if (!(await isLoaded(ports, id))) missing.push({ id, ...createHistory(athlete, { seed: seed + at, days }) });
    }
    const total = missing.reduce((sum, { sessions }) => sum + sessions.length, 0);
    let done = 0;
    const onSession = () => onProgress({ total, done: ++done });
    for (const history of missing) {
      const { athlete, id } = history;
      const today = localDay(begun, athlete.timezone);
      const { lastSession, finish } = await loadAthlete(ports, { ...history, today, findExercise, onSession });
      await coachAthlete(ports, { coach: load.coach.id, id, athlete, lastSession });
      await finish();
    }
    return { coach: demoCoach.email, athletes: demoAthletes.map(({ email }) => email), password, sessions: total };
  };

/** The load whose accounts exist, or else a new one; null while only some of its accounts are erased. */
async function currentLoad(ports: DemoPorts): Promise<DemoLoad | null> {
  const loads = await findLoads(ports);
  const current = loads.find((load) => allOf(load).some(({ fold }) => fold.kind === 'present')) ?? loads.at(-1);
  return !current || allOf(current).some(({ fold }) => fold.kind === 'gone') ? null : current;
}

/** Registers the accounts that do not exist. The coach is first: the demo's days are counted from that registration. */
async function registerAll(ports: DemoPorts, { coach, athletes }: DemoLoad, password: string): Promise<void> {
  const register = async (person: typeof demoCoach, { id, fold }: DemoLoad['coach'], role: Role) => {
    if (fold.kind === 'present') return;
    const { name, email } = person;
    const credential = { id: ports.ids.make() as CredentialId, password };
    await ports.register({ accountId: id, name, email, role, credential, as: 'operator' }, contextOfDemo(ports, id));
  };
  await register(demoCoach, coach, trainerRole);
  await Promise.all(
    demoAthletes.map((athlete, at) => register(athlete, athletes[at] as DemoLoad['coach'], defaultRole)),
  );
}
