import { expect } from 'chai';
import { after, afterEach, before } from 'mocha';
import { eventually } from '../../projections/support/eventually.ts';
import { atEndOfRun } from '../../support/end-of-run.ts';
import { expectCaughtUp } from './audit.ts';
import { type Installation, type InstallationOptions, startInstallation } from './installation.ts';
import { signUp } from './member.ts';
import type { Role } from './role.ts';
import type { RoleCounts, Roles } from './role-pool.ts';

/** The installation of a suite and its IronTrack processes, which can be used while the suite's tests run. */
export type InstallationInUse = Roles &
  Readonly<{
    installation: Installation;
    /** The first API process. */
    api: Role;
    /** A signal that is aborted at the end of the suite, even if a test has exceeded its time limit. */
    ended: AbortSignal;
  }>;

let shared: Promise<Installation> | undefined;

const sharedOptions = {
  env: {
    // Long enough for all repetitions in the suites that repeat requests.
    REFRESH_GRACE_SECONDS: '90',
    // The longest suites take more than the usual half an hour, and do not refresh their sign-ins.
    ACCESS_TOKEN_EXPIRE_MINUTES: '600',
    // Receivers of webhooks run on this machine; their retries must not take minutes.
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    WEBHOOK_TIMEOUT_SECONDS: '1',
    WEBHOOK_RETRY_SECONDS: Array(10_000).fill('0.3').join(),
    RATE_ACCOUNT: '1000000',
    RATE_ADDRESS: '1000000',
  },
};

function startShared(): Promise<Installation> {
  const stack = new AsyncDisposableStack();
  atEndOfRun(() => stack.disposeAsync());
  return startInstallation(stack, sharedOptions);
}

/** What most suites need. Suites with the same processes need no process to start or to end between them. */
const usual: RoleCounts = { apis: 2, dispatchers: 1, workers: 1 };

/**
 * Uses the installation that the chaos suites of this test process share, with these numbers of IronTrack processes.
 * The suite creates accounts of its own and leaves all services running.
 */
export function useSharedInstallation(counts = usual): InstallationInUse {
  return useInstallation(counts, () => (shared ??= startShared()));
}

/** Creates an installation for this suite alone, because its faults would affect other suites. */
export function useOwnInstallation(counts: RoleCounts, options: InstallationOptions = {}): InstallationInUse {
  const stack = new AsyncDisposableStack();
  const inUse = useInstallation(counts, () => startInstallation(stack, options));
  after(() => stack.disposeAsync());
  return inUse;
}

function useInstallation(counts: RoleCounts, start: () => Promise<Installation>): InstallationInUse {
  const ended = new AbortController();
  let installation: Installation | undefined;
  let roles: Roles = { apis: [], dispatchers: [], workers: [] };
  before(async () => {
    installation = await start();
    roles = await installation.roles(counts);
    const started = installation;
    // A process that the suite before has used may still be connecting to a service again. Until then an API process
    // answers 503, and a lane does not move.
    await Promise.all(roles.apis.map((api) => eventually(() => signUp(api))));
    if (roles.dispatchers.length > 0 && roles.workers.length > 0) await eventually(() => expectCaughtUp(started));
  });
  afterEach(() => {
    const all = [...roles.apis, ...roles.dispatchers, ...roles.workers];
    expect(all.flatMap((role) => role.unexpectedExit() ?? [])).to.deep.equal([]);
  });
  after(() => ended.abort());
  return {
    ended: ended.signal,
    get installation() {
      return defined(installation);
    },
    get api() {
      return defined(roles.apis[0]);
    },
    get apis() {
      return roles.apis;
    },
    get dispatchers() {
      return roles.dispatchers;
    },
    get workers() {
      return roles.workers;
    },
  };
}

function defined<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('It exists only while tests run');
  return value;
}
