import { createAggregates } from '../../../src/commands/aggregates.ts';
import { createTakeClaims } from '../../../src/commands/claim.ts';
import type { Context } from '../../../src/commands/context.ts';
import { createExecute, type Dependencies } from '../../../src/commands/execute.ts';
import { createExecuteEach } from '../../../src/commands/execute-each.ts';
import { keyedQueue } from '../../../src/commands/keyed-queue.ts';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, EntryId, Owner, SessionId, SetId, TimeZone } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import type { UniquenessClaims } from '../../../src/ports/claims.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import type { Quotas } from '../../../src/ports/quotas.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { memoryQuotas } from '../../support/in-memory-quotas.ts';
import { athlete, noon } from '../../support/specification.ts';

export const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
export const entryId = '01900000-0000-7000-8000-000000000011' as EntryId;
export const setId = (number: number) =>
  `01900000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}` as SetId;

export const aggregates = createAggregates({ adminEmail: 'admin@example.com' });

export const context = (change: Partial<Context> = {}): Context => ({
  actor: { id: change.by ?? athlete, role: 'application-access', via: 'http' },
  by: athlete,
  owner: athlete,
  correlationId: 'request',
  causationId: 'request',
  receivedAt: noon,
  ...change,
});

export const start: SessionCommand = {
  type: 'StartSession',
  data: { sessionId, startedAt: noon, timezone: 'UTC' as TimeZone, importId: null, name: null, notes: null },
};
export const rename = (name: string): SessionCommand => ({ type: 'EditSession', data: { name } });
export const addEntry: SessionCommand = {
  type: 'AddExercise',
  data: { entryId, exerciseId: null, mode: 'reps', supersetGroup: null, personal: { name: 'Squat', notes: null } },
};
export const logSet = (number: number): SessionCommand => ({
  type: 'LogSet',
  data: { entryId, setId: setId(number), ...emptyPerformance, reps: 5 },
});
export const deletion: SessionCommand = { type: 'DeleteSession', data: {} };

/** Simulates one API process: executes commands with a snapshot cache of its own. Several can share one event store. */
export function createProcess(
  store: EventStore,
  claims: UniquenessClaims = memoryClaims(),
  quotas: Quotas = memoryQuotas(),
) {
  const cache = new Map<string, unknown>();
  const recorded: { account: string; owner: Owner; position: bigint }[] = [];
  const deps = {
    store,
    positions: {
      record: async (account: AccountId, owner: Owner, position: bigint) =>
        void recorded.push({ account, owner, position }),
    },
    cache: {
      get: (key: string) => cache.get(key),
      set: (key: string, loaded: unknown) => void cache.set(key, loaded),
      delete: (key: string) => void cache.delete(key),
    },
    takeClaims: createTakeClaims({ claims, quotas, store, aggregates }),
  } satisfies Dependencies;
  const inTurn = keyedQueue();
  return { execute: createExecute(deps, inTurn), executeEach: createExecuteEach(deps, inTurn), cache, recorded };
}

/** Returns the code of the domain error with which a command is refused, or `accepted`. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
};
