import { setTimeout as delay } from 'node:timers/promises';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { Answer } from '../../http/support/client.ts';
import { attempt, isAway, type Request } from './asking.ts';
import { type Planned, planOn, renameOf, startOf } from './training.ts';

/** A command and what became of it. */
export type Sent = Planned & Readonly<{ account: string; key: string; answer: Answer | null }>;

/** What a client may never see, however much is broken. */
export type Violation = string;

export type Athlete = Readonly<{
  account: string;
  cookie: string;
  random: () => number;
  /** Addresses of the API processes as they are now. */
  origins: () => readonly string[];
  sent: Sent[];
  violations: Violation[];
  reads: { good: number };
}>;

type Standing = SessionDocument | null;

/** Trains at random until told to stop, and then until the command at hand is answered. */
export async function train(athlete: Athlete, signal: AbortSignal): Promise<void> {
  const { random } = athlete;
  let standing: Standing = null;
  for (let count = 0; !signal.aborted; count += 1) {
    const key = `${athlete.account}-${count}`;
    if (random() < 0.05) await act(athlete, renameOf(random), key, signal);
    else standing = await act(athlete, standing ? planOn(standing, random) : startOf(random), key, signal);
    await delay(30 + random() * 170);
  }
}

/** Sends a command until it is answered; now and then somebody gives up and begins something else. */
async function act(athlete: Athlete, planned: Planned, key: string, signal: AbortSignal): Promise<Standing> {
  const patience = athlete.random() < 0.1 ? 1 : Number.POSITIVE_INFINITY;
  const answer = await insist(athlete, { ...planned.request, key }, patience, signal);
  athlete.sent.push({ ...planned, account: athlete.account, key, answer });
  if (!answer) return null;
  if (answer.status >= 300) {
    athlete.violations.push(`${planned.request.method} ${planned.request.path}: ${answer.status} ${answer.text}`);
    return null;
  }
  const next: Standing = answer.status === 204 ? null : answer.json;
  const path = planned.seenAt ?? (next ? `/training-sessions/${next.id}` : planned.request.path);
  if (athlete.random() < 0.4) await readBack(athlete, path, next, signal);
  return next;
}

/** The answer of whichever API process is there; null when patience or, after the end, a minute is used up. */
async function insist(athlete: Athlete, request: Request, patience: number, signal: AbortSignal) {
  const { random, cookie } = athlete;
  for (let tries = 0, end = Number.POSITIVE_INFINITY; tries < patience && performance.now() < end; tries += 1) {
    const origins = athlete.origins();
    const first = Math.floor(random() * origins.length);
    // Sometimes both get the same at once: a client that lost patience, or a proxy that tries again.
    const asked = random() < 0.1 ? origins : origins.slice(first, first + 1);
    const answers = await Promise.all(asked.map((origin) => attempt(origin, cookie, request)));
    const given = answers.filter((answer) => !isAway(answer));
    const [answer] = given;
    if (given.some((each) => each?.status !== answer?.status || each?.text !== answer?.text)) {
      athlete.violations.push(`Two answers to ${request.method} ${request.path}: ${given.map((each) => each?.text)}`);
    }
    if (answer) return answer;
    for (const each of answers) checkRefusal(athlete, request, each);
    if (signal.aborted && end === Number.POSITIVE_INFINITY) end = performance.now() + 60_000;
    await delay(50 + random() * 200);
  }
  return null;
}

function checkRefusal(athlete: Athlete, { method, path }: Request, answer: Answer | null): void {
  if (answer && answer.headers.get('retry-after') === null)
    athlete.violations.push(`503 without Retry-After: ${method} ${path}`);
}

/** What was acknowledged is there, in just that state, or the API says that it can't tell yet. */
async function readBack(athlete: Athlete, path: string, expected: Standing, signal: AbortSignal): Promise<void> {
  const answer = await insist(athlete, { method: 'GET', path }, 4, signal);
  if (!answer) return;
  const text = expected ? JSON.stringify(expected) : null;
  if (expected ? answer.status === 200 && answer.text === text : answer.status === 404) athlete.reads.good += 1;
  else
    athlete.violations.push(
      `GET ${path} after revision ${expected?.revision ?? 'deleted'}: ${answer.status} ${answer.text}`,
    );
}
