import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from '../../support/program.ts';

/** A process of the service that its supervisor starts again. */
export type Role = Readonly<{
  name: string;
  /** What its ready line names; an API's address. */
  address: () => string;
  /** All that it has logged, through all its lives. */
  logged: () => string;
  freeze: () => void;
  thaw: () => void;
  /** SIGKILL. */
  kill: () => Promise<void>;
  /** Starts it again, as often as it takes while a service that it needs is away. */
  restart: () => Promise<void>;
  /** What it had said when it ended though nobody killed it; null while all is well. */
  lost: () => string | null;
}>;

const ready = /^(?:IronTrack is ready at )?(.+)$/m;
const startMs = 60_000;

/** Starts the role and waits until it is ready. */
export async function roleOf(name: string, launch: () => Program): Promise<Role> {
  let present: Program;
  let address = '';
  let earlier = '';
  let lost: string | null = null;
  let expected = false;

  const start = async () => {
    for (const deadline = performance.now() + startMs; ; ) {
      const program = launch();
      try {
        address = await program.prints(ready);
        present = program;
        break;
      } catch (error) {
        earlier += program.logged();
        if (performance.now() > deadline) throw error;
        await delay(100);
      }
    }
    expected = false;
    const mine = present;
    void mine.ended.then(({ code }) => {
      if (mine === present && !expected) lost = `${name} ended with ${code}: ${mine.logged().slice(-4_000)}`;
    });
  };

  await start();
  return {
    name,
    address: () => address,
    logged: () => earlier + present.logged(),
    freeze: () => present.signal('SIGSTOP'),
    thaw: () => present.signal('SIGCONT'),
    async kill() {
      expected = true;
      present.signal('SIGKILL');
      await present.ended;
    },
    async restart() {
      earlier += present.logged();
      await start();
    },
    lost: () => lost,
  };
}

const epochs = /"epoch":"(\d+)"/g;

/** The role that dispatches: the one that was last to take the lease. */
export function dispatcherAmong(roles: readonly Role[]): Role {
  const epochOf = (role: Role) =>
    Math.max(-1, ...[...role.logged().matchAll(epochs)].map(([, epoch]) => Number(epoch)));
  const [last] = roles.toSorted((a, b) => epochOf(b) - epochOf(a));
  if (!last || epochOf(last) < 0) throw new Error('Nobody has dispatched yet');
  return last;
}
