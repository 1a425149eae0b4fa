import { randomUUID } from 'node:crypto';
import { type SessionCommand, session } from '../../src/commands/session/decider.ts';
import type { AccountId, CredentialId, EntryId, Instant, SessionId, SetId, TimeZone } from '../../src/events/ids.ts';
import { emptyPerformance } from '../../src/events/performance.ts';
import type { Application } from '../../src/service/connect.ts';
import { selfActor } from '../../src/use-cases/account/account-context.ts';

const athletes = 200;
const [exercises, setsPerExercise] = [4, 5];
/**
 * The number of events that one training session results in: start, note and completion; for each exercise its
 * addition, its sets and a correction.
 */
const eventsPerSession = 3 + exercises * (2 + setsPerExercise);
const concurrency = 16;
const startedAt = '2026-01-10T10:00:00.000000Z' as Instant;
const endedAt = '2026-01-10T11:00:00.000000Z' as Instant;

/**
 * Fills the log by commands with about `events` events of accounts and training sessions; returns the exact number of
 * events.
 */
export async function writeHistory(application: Application, events: number): Promise<number> {
  const accounts: AccountId[] = [];
  for (let number = 0; number < athletes; number += 1) accounts.push(await register(application, number));
  const sessions = Math.max(1, Math.ceil((events - athletes) / eventsPerSession));
  let left = sessions;
  const write = async () => {
    while (left > 0) {
      left -= 1;
      await writeSession(application, accounts[left % athletes] as AccountId);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, write));
  return athletes + sessions * eventsPerSession;
}

async function register({ ids, clock, register }: Application, number: number): Promise<AccountId> {
  const accountId = ids.make() as AccountId;
  const [email, correlationId] = [`athlete${number}@example.com`, randomUUID()];
  const credential = { id: ids.make() as CredentialId, password: 'Bench_100kg' };
  await register(
    { accountId, email, name: null, credential, as: 'self' },
    { ...selfActor(accountId, 'cli'), correlationId, causationId: correlationId, receivedAt: clock() },
  );
  return accountId;
}

async function writeSession({ execute, ids, clock }: Application, by: AccountId): Promise<void> {
  const sessionId = ids.make() as SessionId;
  const correlationId = randomUUID();
  const actor = { id: by, role: 'application-access', via: 'http' } as const;
  const context = { actor, by, owner: by, correlationId, causationId: correlationId, receivedAt: clock() };
  await execute(session, sessionId, commandsOf(sessionId, ids.make), context);
}

function commandsOf(sessionId: SessionId, newId: () => string): SessionCommand[] {
  const timezone = 'Europe/Berlin' as TimeZone;
  const start = { sessionId, startedAt, timezone, importId: null, name: 'Push', notes: null };
  return [
    { type: 'StartSession', data: start },
    ...Array.from({ length: exercises }, (_, number) => exerciseOf(`Exercise ${number}`, newId)).flat(),
    { type: 'EditSession', data: { notes: 'Went well.' } },
    { type: 'CompleteSession', data: { endedAt } },
  ];
}

function exerciseOf(name: string, newId: () => string): SessionCommand[] {
  const entryId = newId() as EntryId;
  const personal = { name, notes: null };
  const entry = { entryId, exerciseId: null, mode: 'reps', supersetGroup: null, personal } as const;
  const setIds = Array.from({ length: setsPerExercise }, () => newId() as SetId);
  return [
    { type: 'AddExercise', data: entry },
    ...setIds.map((setId, number): SessionCommand => {
      const weight = { value: 60 + 2.5 * number, unit: 'kg' } as const;
      return { type: 'LogSet', data: { entryId, setId, ...emptyPerformance, weight, reps: 10 - number } };
    }),
    { type: 'CorrectSet', data: { entryId, setId: setIds[0] as SetId, reps: 11 } },
  ];
}
