import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { signedIn as signedUp, signIn } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import type { Program } from '../support/system.ts';
import { installations } from './support/installation.ts';

const atOnce = 50;
const limitMs = 20;
const rounds = 10;

describe('the event loop of an API process', function () {
  this.timeout(120_000);
  const begin = installations();
  let api: Program;
  let origin: string;
  before(async () => {
    const probe = new URL('./support/loop-probe.ts', import.meta.url).href;
    api = (await begin({ NODE_OPTIONS: `--import=${probe}` })).run('serve');
    origin = await api.prints(/^IronTrack is ready at (\S+)$/m);
    await signedUp({ origin }, 'ada@example.com');
  });

  /** The 99th percentiles of what the loop was late, by the clock and by its own processor time, since this was asked last. */
  const lateness = async (): Promise<readonly [clock: number, processor: number]> => {
    const told = () => [...api.logged().matchAll(/^loop: (\S+) (\S+)$/gm)];
    const before = told().length;
    process.kill(api.pid, 'SIGUSR2');
    await eventually(async () => expect(told().length).to.equal(before + 1));
    const [, clock, processor] = told().at(-1) ?? [];
    return [Number(clock), Number(processor)];
  };

  it(`is late by less than ${limitMs} ms in 99 % of its turns while ${atOnce} sign-ins run`, async function () {
    const measured: (readonly [number, number])[] = [];
    // Of a machine with other work the clock tells nothing; then what the loop itself has used between its turns counts.
    const isFree = () => measured.some((figures) => Math.min(...figures) < limitMs);
    for (let round = 0; round < rounds && !isFree(); round += 1) {
      // Already the first round is the second time that they sign in: nobody measures a compiler.
      await Promise.all(Array.from({ length: atOnce }, () => signIn({ origin }, 'ada@example.com')));
      await lateness();
      const signingIn = async (_: unknown, number: number) => {
        // Far faster than they can be done, so that all of them wait at once, but not within one turn.
        await delay(number * 2);
        await signIn({ origin }, 'ada@example.com');
      };
      await Promise.all(Array.from({ length: atOnce }, signingIn));
      measured.push(await lateness());
    }
    const told = measured.map(([clock, processor]) => `${clock} ms, of these ${processor} ms its own`).join('; ');
    if (this.test) this.test.title += `: ${told}`;
    expect(isFree(), told).to.equal(true);
  });
});
