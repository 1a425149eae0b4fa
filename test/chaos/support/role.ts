import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from '../../support/program.ts';

/** A process of the service (API, dispatcher or worker) that can be killed, frozen and started again. */
export type Role = Readonly<{
  name: string;
  /** The address of an API process. It changes with each start. */
  address: () => string;
  isRunning: () => boolean;
  /** The log of all its processes so far. */
  logged: () => string;
  freeze: () => void;
  resume: () => void;
  /** Ends it by SIGKILL. */
  kill: () => Promise<void>;
  /** Ends it by SIGTERM, so that it releases leases and locks first. */
  stop: () => Promise<void>;
  /** Starts it again. Tries for a minute, because a service that it needs may be down. */
  restart: () => Promise<void>;
  /** The end of its log if it ended without a request; otherwise null. */
  unexpectedExit: () => string | null;
}>;

const readyLine = /^(?:IronTrack is ready at )?(.+)$/m;
const startMs = 60_000;

/** The first process that prints its ready line. `onFailure` receives the log of each failed attempt. */
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

/** Starts a process of the service and waits until it is ready. */
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

const epochs = /"epoch":"(\d+)"/g;

/** The active dispatcher: the last one to acquire the lease, according to the logs. */
export function activeDispatcher(dispatchers: readonly Role[]): Role {
  const epochOf = (role: Role) =>
    Math.max(-1, ...[...role.logged().matchAll(epochs)].map(([, epoch]) => Number(epoch)));
  const [last] = dispatchers.toSorted((a, b) => epochOf(b) - epochOf(a));
  if (!last || epochOf(last) < 0) throw new Error('No dispatcher has acquired the lease yet');
  return last;
}
