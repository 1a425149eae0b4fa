import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect } from 'chai';
import { stop, transformSync } from 'esbuild';

const source = readFileSync(join(import.meta.dirname, '../../console/sw/sw.ts'), 'utf8');
const { code } = transformSync(source, { loader: 'ts' });
const origin = 'https://irontrack.example';

type Fetch = (request: object, options: Readonly<{ signal: AbortSignal }>) => Promise<string>;
type Handler = (event: object) => void;

/** A service worker in a browser with this network, whose time passes when the test says so. */
function startWorker(fetch: Fetch) {
  const handlers = new Map<string, Handler>();
  const timers = new Set<() => void>();
  const signals: AbortSignal[] = [];
  runInContext(
    code,
    createContext({
      ...{ URL, AbortController, AbortSignal, Response, __FILES__: ['/index.html'], __VERSION__: '1' },
      self: { location: { origin }, addEventListener: (type: string, each: Handler) => handlers.set(type, each) },
      caches: { match: async () => 'from the cache' },
      setTimeout: (run: () => void) => {
        timers.add(run);
        return run;
      },
      clearTimeout: (run: () => void) => timers.delete(run),
      fetch: (request: object, options: Readonly<{ signal: AbortSignal }>) => {
        signals.push(options.signal);
        return fetch(request, options);
      },
    }),
  );
  return {
    signals,
    passTime: () => {
      for (const run of timers) run();
    },
    /** The answer of the worker when a page asks for an address; null if it leaves the request to the browser. */
    navigate(path: string): Promise<unknown> | null {
      let answer: Promise<unknown> | null = null;
      handlers.get('fetch')?.({
        request: { method: 'GET', mode: 'navigate', url: `${origin}${path}` },
        respondWith: (given: Promise<unknown>) => {
          answer = given;
        },
      });
      return answer;
    },
  };
}

/** A network that answers nothing. */
const silent: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('the service worker of the console', () => {
  after(() => stop());

  it('leaves downloads and pages that are not of the console to the browser', () => {
    const { navigate } = startWorker(silent);
    const paths = ['/api/v1/export?format=irontrack', '/oauth/authorize?client_id=x', '/docs'];
    expect(paths.map(navigate)).to.deep.equal([null, null, null]);
  });

  it('opens a page from the cache when the network is slow', async () => {
    const { navigate, passTime } = startWorker(silent);
    const answer = navigate('/history');
    passTime();
    expect(await answer).to.equal('from the cache');
  });

  it('never cuts off an answer that has begun', async () => {
    const { navigate, passTime, signals } = startWorker(async () => 'from the network');
    expect(await navigate('/history')).to.equal('from the network');
    passTime();
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
  });
});
