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

/** Texts on which careless code needs seconds or fails, in the lengths that a place has. */
const hostileTexts = ({ short, long }: TextPosition['lengths']): Readonly<Record<string, string>> => ({
  ...(short && {
    'combining marks': marks(short),
    'bidi controls': '\u202e\u2066'.repeat(short / 2),
    'unpaired surrogates': '\ud800'.repeat(short / 2),
    letters: 'a'.repeat(short * 3),
    blanks: `${' '.repeat(short * 3)}x`,
  }),
  ...(long && {
    'many combining marks': marks(long),
    'many letters': 'a'.repeat(long * 3),
    'many blanks': `${' '.repeat(long * 3)}x`,
  }),
});

/** Of the short texts, a place gets two by turns, and all of them in a longer test run. */
const shortTexts = 5;
const textsByTurns = (position: TextPosition, turn: number): readonly (readonly [string, string])[] => {
  const texts = Object.entries(hostileTexts(position.lengths));
  if (sizeFactor > 1 || !position.lengths.short) return texts;
  return texts.filter((_, index) => index >= shortTexts || (index + 2 * turn) % shortTexts < 2);
};

/** How much more processor time than a plain refusal an answer may need. */
const maxRatio = 5;
/** The processor time that counts as a plain refusal at least, in ms: it takes that long to pass on a megabyte. */
const leastMs = 20;
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
        for (const [name, text] of textsByTurns(position, turn)) {
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
