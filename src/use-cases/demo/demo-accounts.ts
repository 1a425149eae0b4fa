import type { AccountPresence } from '../../documents/account.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ReadAccount } from '../account/read-account.ts';
import { demoAthletes, demoCoach } from './generator/cast.ts';

type Ports = Readonly<{ ids: Pick<Ids, 'deriveAt'>; readAccount: ReadAccount }>;

/** An account of the demo, as the log has it. */
export type DemoAccount = Readonly<{ key: string; id: AccountId; fold: AccountPresence }>;

/** The accounts of one load. `number` counts the loads, from 0. */
export type DemoLoad = Readonly<{ number: number; coach: DemoAccount; athletes: readonly DemoAccount[] }>;

/** The time in the ids of the accounts. They are derived with a secret, so no other account has or gets such an id. */
const idTime = Date.UTC(2026, 0, 1);

const derived = ({ ids }: Ports, number: number, purpose: string): string =>
  ids.deriveAt(idTime, 'demo', `${number} ${purpose}`);

/** The password of all accounts of a load. It follows from the secret of the installation, so a later load knows it too. */
export const passwordOf = (ports: Ports, number: number): string =>
  `Demo_${derived(ports, number, 'password').replaceAll('-', '').slice(13)}`;

export const allOf = ({ coach, athletes }: DemoLoad): readonly DemoAccount[] => [coach, ...athletes];

/** Every load so far, and the next one, whose accounts do not exist. An erased account keeps its id for ever. */
export async function findLoads(ports: Ports): Promise<readonly DemoLoad[]> {
  const loads: DemoLoad[] = [];
  for (let isKnown = true; isKnown; ) {
    const load = await readLoad(ports, loads.length);
    loads.push(load);
    isKnown = allOf(load).some(({ fold }) => fold.kind !== 'absent');
  }
  return loads;
}

async function readLoad(ports: Ports, number: number): Promise<DemoLoad> {
  const read = async ({ key }: Readonly<{ key: string }>): Promise<DemoAccount> => {
    const id = derived(ports, number, key) as AccountId;
    return { key, id, fold: (await ports.readAccount(id)).fold };
  };
  const [coach, athletes] = await Promise.all([read(demoCoach), Promise.all(demoAthletes.map(read))]);
  return { number, coach, athletes };
}

/** When a load began, from which its days are counted: the time of its first account. A load that goes on keeps it. */
export const beginOf = ({ coach }: DemoLoad): Instant | null =>
  coach.fold.kind === 'present' ? coach.fold.document.createdAt : null;
