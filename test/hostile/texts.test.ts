import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { clientOf } from '../http/support/client.ts';
import { type Person, registerAndSignIn } from '../http/support/people.ts';
import { nameOf } from '../http/support/route-names.ts';
import { startTestApp, type TestApp } from '../http/support/test-app.ts';
import { type TextPosition, textPositionsOf } from '../http/support/text-positions.ts';
import { sizeFactor } from '../support/samples.ts';

/** Normalising marks of two classes in the wrong order takes quadratic time. */
const marks = (length: number) => `a${'\u0315'.repeat(length / 2)}${'\u0316'.repeat(length / 2)}@example.com`;

type Texts = Readonly<Record<string, string>>;

/** Texts on which careless code needs seconds or fails. */
const shortTexts = (length: number): Texts => ({
  'combining marks': marks(length),
  'bidi controls': '\u202e\u2066'.repeat(length / 2),
  'unpaired surrogates': '\ud800'.repeat(length / 2),
  letters: 'a'.repeat(length * 3),
  blanks: `${' '.repeat(length * 3)}x`,
});
const longTexts = (length: number): Texts => ({
  'many combining marks': marks(length),
  'many letters': 'a'.repeat(length * 3),
  'many blanks': `${' '.repeat(length * 3)}x`,
});

/** The texts for a place, in its lengths. It gets two of the short ones by turns, and all of them in a longer test run. */
function hostileTexts({ short = 0, long = 0 }: TextPosition['lengths'], turn: number) {
  const all = short > 0 ? Object.entries(shortTexts(short)) : [];
  const some = all.filter((_, index) => sizeFactor > 1 || (index + 2 * turn) % all.length < 2);
  return [...some, ...(long > 0 ? Object.entries(longTexts(long)) : [])];
}

/** How much more processor time than a plain refusal an answer may need. */
const maxRatio = 5;
/**
 * The processor time that counts as a plain refusal at least, in ms: a slow machine needs that long to pass on a megabyte. Work that
 * grows with the square of a text needs seconds.
 */
const leastMs = 40;
/** A process that uses less processor time than this within four times as long is at rest. */
const restMs = 5;

describe('hostile texts', () => {
  let app: TestApp;
  let root: Person;
  let count = 0;
  const signInAnew = async () => {
    count += 1;
    root = await registerAndSignIn(app, { email: `root${count}@example.com`, isSuperuser: true });
  };
  before(async () => {
    app = await startTestApp();
    await signInAnew();
  });
  after(() => app[Symbol.asyncDispose]());

  /** What has read long texts already. Each reader gets them once, because they never reach the handler of a route. */
  const readers = new Set<string>();
  let turn = 0;
  for (const route of routes) {
    const positions = textPositionsOf(route).map((position) => {
      const isFirst = !readers.has(position.reader);
      readers.add(position.reader);
      return isFirst ? position : { ...position, lengths: { ...position.lengths, long: 0 } };
    });
    it(`cost no more than a plain refusal and cause no internal error: ${nameOf(route)}`, async () => {
      const limit = maxRatio * Math.max(await plainRefusalOf(route, positions), leastMs);
      for (const position of positions) {
        turn += 1;
        for (const [name, text] of hostileTexts(position.lengths, turn)) {
          expect(await costOf(route, position, text, limit), `${name} in ${position.name}`).to.be.below(limit);
        }
      }
    }).timeout(240_000);
  }

  /** The processor time of the refusal of a header that is not a revision. */
  async function plainRefusalOf(route: Route, [ifMatch]: readonly TextPosition[]): Promise<number> {
    if (!ifMatch) throw new Error('Every route has headers');
    return costOf(route, ifMatch, 'x', 0);
  }

  /**
   * The processor time in milliseconds that the test and the app need for a request, without the helper threads that
   * collect garbage. The request is sent up to three times until it needs less than `limit`, because the runtime's own
   * work can fall into any of them. Such work, for example the collection of what earlier tests left, ends before the
   * request is sent again.
   */
  async function costOf(route: Route, position: TextPosition, text: string, limit: number): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && least >= limit; attempt += 1) {
      if (attempt > 0) await untilAtRest();
      least = Math.min(least, await costOnce(route, position, text));
    }
    return least;
  }

  /** Resolves when the process hardly uses the processor. */
  async function untilAtRest(): Promise<void> {
    for (let usedMs = restMs; usedMs >= restMs; ) {
      const before = process.threadCpuUsage();
      await delay(4 * restMs);
      const { user, system } = process.threadCpuUsage(before);
      usedMs = (user + system) / 1_000;
    }
  }

  async function costOnce(route: Route, { requestWith }: TextPosition, text: string): Promise<number> {
    const { path, options } = requestWith(text);
    const sender = route.guard === 'anyone' ? clientOf(app) : root;
    const before = process.threadCpuUsage();
    const answer = await sender.ask(path, options);
    const { user, system } = process.threadCpuUsage(before);
    expect(answer.status, answer.text.slice(0, 1_000)).to.be.below(500);
    const mayEndTheSession = route.path.startsWith('/api/v1/access/') && route.method !== 'get';
    if (mayEndTheSession && answer.status < 300) await signInAnew();
    return (user + system) / 1_000;
  }
});
