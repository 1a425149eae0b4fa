import { setTimeout as delay } from 'node:timers/promises';
import type { SessionDocument } from '../../../../src/documents/session.ts';
import type { Answer } from '../../../http/support/client.ts';
import type { Member } from '../member.ts';
import type { Role } from '../role.ts';
import { type PlannedCommand, planCommand, planRename, planStart } from './commands.ts';
import { isUnavailable, missingRetryAfter, type Request, sendOnce } from './request.ts';

/** A command that was sent, with its answer; the answer is null if the athlete gave up. */
export type SentCommand = PlannedCommand & Readonly<{ account: string; key: string; answer: Answer | null }>;

export type Athlete = Pick<Member, 'account' | 'cookie'> &
  Readonly<{
    random: () => number;
    apis: readonly Role[];
    sent: SentCommand[];
    /** Answers that no client may ever get, whatever fails in the system. */
    violations: string[];
    reads: { correct: number };
  }>;

export const createAthlete = (member: Member, apis: readonly Role[], random: () => number): Athlete => ({
  ...{ account: member.account, cookie: member.cookie, apis, random },
  ...{ sent: [], violations: [], reads: { correct: 0 } },
});

/** The athlete's current training session, as the last answer showed it; null if there is none. */
type CurrentSession = SessionDocument | null;

/** How long commands are still repeated after the last fault has ended, in milliseconds. */
const lastPatienceMs = 60_000;

/** Sends random commands until the signal is aborted, and then completes the last command. */
export async function train(athlete: Athlete, signal: AbortSignal): Promise<void> {
  const { random } = athlete;
  let session: CurrentSession = null;
  for (let count = 0; !signal.aborted; count += 1) {
    const key = `${athlete.account}-${count}`;
    if (random() < 0.05) await sendCommand(athlete, planRename(random), key, signal);
    else {
      const planned = session ? planCommand(session, random) : planStart(random);
      session = await sendCommand(athlete, planned, key, signal);
    }
    await delay(30 + random() * 170);
  }
}

/**
 * Sends a command repeatedly until it is answered. One command in ten, but no start of a session, is sent only once,
 * whether or not it is answered.
 */
async function sendCommand(
  athlete: Athlete,
  planned: PlannedCommand,
  key: string,
  signal: AbortSignal,
): Promise<CurrentSession> {
  const { request } = planned;
  // A start that was given up may still arrive later, and would then end the session that was started after it.
  const canGiveUp = !planned.events.includes('SessionStarted');
  const maxTries = athlete.random() < 0.1 && canGiveUp ? 1 : Number.POSITIVE_INFINITY;
  const answer = await sendRepeatedly(athlete, { ...request, key }, maxTries, signal);
  athlete.sent.push({ ...planned, account: athlete.account, key, answer });
  if (!answer) return null;
  if (answer.status >= 300) {
    athlete.violations.push(`${request.method} ${request.path}: ${answer.status} ${answer.text}`);
    return null;
  }
  const document = answer.status === 204 ? null : answer.json;
  const path = planned.readAt ?? (document ? `/training-sessions/${document.id}` : request.path);
  if (athlete.random() < 0.4) await readBack(athlete, path, document, signal);
  return document;
}

/**
 * Sends a request to random API processes until one answers. Returns null after `maxTries` tries, or a minute after
 * `signal` was aborted.
 */
async function sendRepeatedly(athlete: Athlete, request: Request, maxTries: number, signal: AbortSignal) {
  const { random, violations } = athlete;
  let end = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < maxTries && performance.now() < end; tries += 1) {
    const answers = await sendToSome(athlete, request);
    const available = answers.filter((answer) => answer !== null && !isUnavailable(answer)) as Answer[];
    const [answer] = available;
    if (available.some(({ status, text }) => status !== answer?.status || text !== answer.text)) {
      violations.push(`Two answers to ${request.method} ${request.path}: ${available.map(({ text }) => text)}`);
    }
    if (answer) return answer;
    violations.push(...answers.flatMap((each) => missingRetryAfter(request, each) ?? []));
    if (signal.aborted && end === Number.POSITIVE_INFINITY) end = performance.now() + lastPatienceMs;
    await delay(50 + random() * 200);
  }
  return null;
}

/**
 * Sends a request to one API process. One request in ten goes to all of them at once, as an impatient client or a
 * repeating proxy does.
 */
function sendToSome({ random, apis, cookie }: Athlete, request: Request): Promise<readonly (Answer | null)[]> {
  const first = Math.floor(random() * apis.length);
  const chosen = random() < 0.1 ? apis : apis.slice(first, first + 1);
  return Promise.all(chosen.map((api) => sendOnce(api.address(), { cookie }, request)));
}

/**
 * Checks a read: it must return the state that the last answer acknowledged, or report that the service is unavailable.
 */
async function readBack(athlete: Athlete, path: string, expected: CurrentSession, signal: AbortSignal): Promise<void> {
  const answer = await sendRepeatedly(athlete, { method: 'GET', path }, 4, signal);
  if (!answer) return;
  const { status, text } = answer;
  if (expected ? status === 200 && text === JSON.stringify(expected) : status === 404) athlete.reads.correct += 1;
  else athlete.violations.push(`GET ${path} after revision ${expected?.revision ?? 'deleted'}: ${status} ${text}`);
}
