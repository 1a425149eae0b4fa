import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { backOff, isTransient, retry, throttle } from '../../../src/projections/core/retry.ts';

const outage = () => new DomainError('unavailable', 'Postgres is down.');
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/**
 * Creates a function that throws these errors, one per call. The next call succeeds and returns the number of calls.
 */
function createAttempt(...errors: readonly Error[]) {
  let attempts = 0;
  return async () => {
    attempts += 1;
    const error = errors[attempts - 1];
    if (error) throw error;
    return attempts;
  };
}

describe('retry', () => {
  it('repeats an attempt during an outage and returns its result', async () => {
    const failures: unknown[] = [];
    const [first, second] = [outage(), outage()];
    expect(await retry(createAttempt(first, second), { onRetry: (error) => failures.push(error) })).to.equal(3);
    expect(failures).to.deep.equal([first, second]);
  });

  it('throws an error that is not an outage at once', async () => {
    const defect = new TypeError('undefined is not a function');
    const failures: unknown[] = [];
    expect(await errorOf(retry(createAttempt(defect), { onRetry: (error) => failures.push(error) }))).to.equal(defect);
    expect(failures).to.deep.equal([]);
  });

  it('repeats an attempt after any error that `shouldRetry` accepts, a TypeError too', async () => {
    const attempt = createAttempt(new TypeError('undefined is not a function'));
    expect(await retry(attempt, { shouldRetry: () => true })).to.equal(2);
  });

  it('throws the last error after the given number of retries', async () => {
    const last = outage();
    expect(await errorOf(retry(createAttempt(outage(), last, outage()), { retries: 1 }))).to.equal(last);
  });

  it('counts the retries from 0 again after an attempt that made progress', async () => {
    let progress = 0;
    const attempt = createAttempt(outage(), outage(), outage());
    const advancing = async () => {
      progress += 1;
      return attempt();
    };
    expect(await retry(advancing, { retries: 1, progress: () => progress })).to.equal(4);
  });

  it('throws the reason of an abort instead of the error or another attempt', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const onRetry = () => stop.abort(reason);
    expect(await errorOf(retry(createAttempt(outage()), { signal: stop.signal, onRetry }))).to.equal(reason);
  });

  it('returns a result that arrives after the abort, so that the caller can undo it', async () => {
    const stop = new AbortController();
    const attempt = async () => {
      stop.abort();
      return 'created';
    };
    expect(await retry(attempt, { signal: stop.signal })).to.equal('created');
  });
});

describe('backOff', () => {
  it('doubles the pause with each failure from 50 ms up to the longest pause', () => {
    expect([0, 1, 2, 5, 6, 100].map((failures) => backOff(failures))).to.deep.equal([
      50, 100, 200, 1_600, 2_000, 2_000,
    ]);
    expect(backOff(100, 200)).to.equal(200);
  });
});

describe('isTransient', () => {
  it('accepts the domain error of an unavailable service only', () => {
    expect(isTransient(outage())).to.equal(true);
    expect(isTransient(new DomainError('concurrent-change', 'The stream has changed.'))).to.equal(false);
    expect(isTransient(new Error('connect ECONNREFUSED'))).to.equal(false);
  });
});

describe('throttle', () => {
  it('reports the first of many errors and ignores the others during the pause', () => {
    const reported: string[] = [];
    const listener = throttle((reason) => reported.push(reason), 60_000);
    for (const message of ['first', 'second', 'third']) listener(new Error(message));
    expect(reported).to.deep.equal(['first']);
  });
});
