import { randomUUID } from 'node:crypto';
import { type SessionCommand, session } from '../../src/commands/session/decider.ts';
import type { AccountId, CredentialId, EntryId, Instant, SessionId, SetId, TimeZone } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { selfActor } from '../../src/use-cases/account/account-context.ts';

const athletes = 200;
const [exercises, setsEach] = [4, 5];
/** Started, exercises with their sets, a correction and a note for each exercise, completed. */
const eventsPerSession = 3 + exercises * (2 + setsEach);
const atOnce = 16;
const at = '2026-01-10T10:00:00.000000Z' as Instant;

/** Writes a mixed log of about so many events by commands, as many athletes train; tells how many there are. */
export async function writeHistory({ execute, ids, clock, register }: Application, events: number): Promise<number> {
  const accounts: AccountId[] = [];
  for (let n = 0; n < athletes; n += 1) accounts.push(await account(n));
  let left = Math.ceil((events - athletes) / eventsPerSession);
  const write = async () => {
    while (left > 0) {
      left -= 1;
      const by = accounts[left % athletes] as AccountId;
      const sessionId = ids.make() as SessionId;
      const correlationId = randomUUID();
      const actor = { id: by, role: 'application-access', via: 'http' } as const;
      const context = { actor, by, owner: by, correlationId, causationId: correlationId, receivedAt: clock() };
      await execute(session, sessionId, commandsOf(sessionId, ids.make), context);
    }
  };
  const sessions = left;
  await Promise.all(Array.from({ length: atOnce }, write));
  return athletes + sessions * eventsPerSession;

  async function account(n: number): Promise<AccountId> {
    const accountId = ids.make() as AccountId;
    const [email, correlationId] = [`athlete${n}@example.com`, randomUUID()];
    const credential = { id: ids.make() as CredentialId, password: 'Bench_100kg' };
    await register(
      { accountId, email, name: null, credential, as: 'self' },
      { ...selfActor(accountId, 'cli'), correlationId, causationId: correlationId, receivedAt: clock() },
    );
    return accountId;
  }
}

function commandsOf(sessionId: SessionId, make: () => string): SessionCommand[] {
  const start = {
    sessionId,
    startedAt: at,
    timezone: 'Europe/Berlin' as TimeZone,
    importId: null,
    name: 'Push',
    notes: null,
  };
  const middle = Array.from({ length: exercises }, (_, n) => exerciseOf(`Exercise ${n}`, make)).flat();
  return [
    { type: 'StartSession', data: start },
    ...middle,
    { type: 'EditSession', data: { notes: 'Went well.' } },
    { type: 'CompleteSession', data: { endedAt: '2026-01-10T11:00:00.000000Z' as Instant } },
  ];
}

function exerciseOf(name: string, make: () => string): SessionCommand[] {
  const entryId = make() as EntryId;
  const entry = {
    entryId,
    exerciseId: null,
    mode: 'reps',
    supersetGroup: null,
    personal: { name, notes: null },
  } as const;
  const none = { seconds: null, distance: null, rpe: null, rir: null, performedAt: null, personal: { notes: null } };
  const setIds = Array.from({ length: setsEach }, () => make() as SetId);
  return [
    { type: 'AddExercise', data: entry },
    ...setIds.map((setId, n): SessionCommand => {
      const weight = { value: 60 + 2.5 * n, unit: 'kg' } as const;
      return { type: 'LogSet', data: { entryId, setId, type: 'normal', weight, reps: 10 - n, ...none } };
    }),
    { type: 'CorrectSet', data: { entryId, setId: setIds[0] as SetId, reps: 11 } },
  ];
}
