import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from '../../support/program.ts';

/** An IronTrack process (API process, dispatcher or worker) that can be killed, frozen and started again. */
export type Role = Readonly<{
  name: string;
  /** The address of an API process, which changes with each start. */
  address: () => string;
  isRunning: () => boolean;
  /** The log output of all processes that this role has had so far. */
  logged: () => string;
  freeze: () => void;
  resume: () => void;
  /** Ends the process by SIGKILL. */
  kill: () => Promise<void>;
  /** Ends the process by SIGTERM, so that it releases its leases and locks first. */
  stop: () => Promise<void>;
  /** Starts the process again. Tries for a minute, because a service that it needs may be down. */
  restart: () => Promise<void>;
  /** The end of the process's log output if it has ended although the test did not end it; otherwise null. */
  unexpectedExit: () => string | null;
}>;

const readyLine = /^(?:IronTrack is ready at )?(.+)$/m;
const startMs = 60_000;

/**
 * Starts processes until one prints its ready line; returns that one. `onFailure` receives the log output of each
 * failed attempt.
 */
async function launchUntilReady(launch: () => Program, onFailure: (log: string) => void) {
  for (const deadline = performance.now() + startMs; ; ) {
    const program = launch();
    try {
      return { program, address: await program.prints(readyLine) };
    } catch (error) {
      onFailure(program.logged());
      if (performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Starts an IronTrack process and waits until it is ready. */
export async function startRole(name: string, launch: () => Program): Promise<Role> {
  let current: Program;
  let address = '';
  let earlierLog = '';
  let unexpectedExit: string | null = null;
  let state: 'running' | 'ending' | 'ended' = 'ended';

  const start = async () => {
    const ready = await launchUntilReady(launch, (log) => {
      earlierLog += log;
    });
    const { program } = ready;
    [current, address, state] = [program, ready.address, 'running'];
    void program.ended.then(({ code }) => {
      if (program !== current) return;
      if (state === 'running') unexpectedExit = `${name} ended with ${code}: ${program.logged().slice(-4_000)}`;
      state = 'ended';
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    state = 'ending';
    current.signal(signal);
    await current.ended;
  };

  await start();
  return {
    name,
    address: () => address,
    isRunning: () => state === 'running',
    logged: () => earlierLog + current.logged(),
    freeze: () => current.signal('SIGSTOP'),
    resume: () => current.signal('SIGCONT'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async restart() {
      earlierLog += current.logged();
      await start();
    },
    unexpectedExit: () => unexpectedExit,
  };
}

/**
 * When a process has acquired the dispatchers' lease for the last time; empty for never. Epochs do not tell which dispatcher is
 * active, because a rebuild begins a lease with another name. The policies, which run in the same processes, have their own.
 */
const acquiredAt = (role: Role): string =>
  role
    .logged()
    .split('\n')
    .findLast((line) => line.includes('Acquired the lease') && !line.includes('"lease":"policies"'))
    ?.match(/"timestamp":"([^"]+)"/)?.[1] ?? '';

/** The active dispatcher: the one that acquired the lease last, according to the log output of the dispatchers. */
export function activeDispatcher(dispatchers: readonly Role[]): Role {
  const [last] = dispatchers.toSorted((a, b) => (acquiredAt(a) < acquiredAt(b) ? 1 : -1));
  if (!last || acquiredAt(last) === '') throw new Error('No dispatcher has acquired the lease yet');
  return last;
}
