import type { Role } from './role.ts';

export type RoleCounts = Readonly<{ apis?: number; dispatchers?: number; workers?: number }>;
export type Roles = Readonly<{ apis: readonly Role[]; dispatchers: readonly Role[]; workers: readonly Role[] }>;

type Starters = Readonly<{ [Kind in keyof Roles]: () => Promise<Role> }>;

/**
 * Keeps IronTrack processes running from suite to suite. The returned function starts missing processes and stops
 * surplus ones.
 */
export function createRolePool(starters: Starters): (counts: RoleCounts) => Promise<Roles> {
  const kept: Record<keyof Roles, Role[]> = { apis: [], dispatchers: [], workers: [] };

  const adjust = async (kind: keyof Roles, count: number): Promise<readonly Role[]> => {
    const usable = kept[kind].filter((role) => role.isRunning());
    kept[kind] = usable.slice(0, count);
    await Promise.all(usable.slice(count).map((role) => role.stop()));
    const missing = Array.from({ length: count - kept[kind].length }, () => starters[kind]());
    kept[kind].push(...(await Promise.all(missing)));
    return kept[kind];
  };

  return async (counts) => {
    const [apis, dispatchers, workers] = await Promise.all([
      adjust('apis', counts.apis ?? 0),
      adjust('dispatchers', counts.dispatchers ?? 0),
      adjust('workers', counts.workers ?? 0),
    ]);
    return { apis, dispatchers, workers };
  };
}
