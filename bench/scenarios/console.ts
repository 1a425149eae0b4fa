import type { Browser } from 'playwright-core';
import { launch, openWindow, sizes } from '../../test/console/support/browser.ts';
import { buildConsole } from '../../test/console/support/console-build.ts';
import { signInAt } from '../../test/console/support/sign-in-at.ts';
import { createAthlete, password } from '../support/athlete.ts';
import { medianOf } from '../support/load.ts';
import { barePaintOf, longestTaskWhileScrolling, type Paints, paintsOf } from '../support/page-times.ts';
import { bodyOf, week } from '../support/session-body.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, ms, type Scenario } from '../support/table.ts';

const sessions = scaled(1_000);
const batch = 50;
const visits = 5;
/** How much slower than this machine the phone is. */
const slowdown = 4;

/** Measures in a browser how soon the history of an athlete is seen, and how smoothly it scrolls. */
export const consolePages: Scenario = {
  name: 'console',
  about: `first contentful paint of a history on a processor ${slowdown} times slower, and the longest task while ${sessions} sessions scroll by`,
  async run() {
    buildConsole();
    await using system = await startSystem();
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0', RATE_ACCOUNT: '0' });
    const email = await athleteWithHistory(url);
    await using browser = await launch();
    const open = await signedIn(browser, url, email);
    const bare = await medianOfVisits(() => open((page) => barePaintOf(page, slowdown)));
    const first = await medianPaints(() => open(async (page) => paintsOf(page, { slowdown, cached: false })));
    const again = await medianPaints(() => open(async (page) => paintsOf(page, { slowdown, cached: true })));
    const scrolled = (times: number) => open((page) => longestTaskWhileScrolling(page, sessions, times));
    return [
      { what: 'first contentful paint, a bare page', ...ms(bare), ratio: 1 },
      ...linesOf('without a cache', first, bare),
      ...linesOf('from the cache', again, bare),
      { what: 'scrolling, longest task', ...ms(await scrolled(1)) },
      { what: `scrolling, longest task, ${slowdown} times slower`, ...ms(await scrolled(slowdown)) },
    ];
  },
};

/** An athlete with a long history, who has signed up; returns the address. */
async function athleteWithHistory(url: string): Promise<string> {
  const { request } = await createAthlete(url);
  const start = Date.now() - (sessions / 4 + 1) * week;
  const subjects = ['Squat', 'Bench Press', 'Row'].map((name) => ({ name, mode: 'reps' as const }));
  for (let from = 0; from < sessions; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, sessions - from) }, (_, at) => from + at);
    await Promise.all(
      numbers.map((number) =>
        request('/training-sessions', { method: 'POST', body: JSON.stringify(bodyOf(number, start, subjects)) }),
      ),
    );
  }
  return JSON.parse(await request('/access/me')).email;
}

/** Signs in once; the result opens a new page of the same browser profile for each measurement. */
async function signedIn(browser: Browser, url: string, email: string) {
  const { page, context } = await openWindow(browser, url, 'phone');
  await signInAt(page, email, password);
  await page.close();
  return async <Value>(measure: (page: Awaited<ReturnType<typeof context.newPage>>) => Promise<Value>) => {
    const fresh = await context.newPage();
    await fresh.setViewportSize(sizes.phone);
    const value = await measure(fresh);
    await fresh.close();
    return value;
  };
}

async function medianPaints(visit: () => Promise<Paints>): Promise<Paints> {
  const all: Paints[] = [];
  for (let number = 0; number < visits; number += 1) all.push(await visit());
  return { first: medianOf(all, ({ first }) => first).first, list: medianOf(all, ({ list }) => list).list };
}

const medianOfVisits = async (visit: () => Promise<number>): Promise<number> =>
  (await medianPaints(async () => ({ first: await visit(), list: 0 }))).first;

const linesOf = (what: string, { first, list }: Paints, bare: number): readonly Line[] => [
  { what: `first contentful paint, ${what}`, ...ms(first), ratio: first / bare },
  { what: `the first sessions, ${what}`, ...ms(list), ratio: list / bare },
];
