import { endRun } from './end-of-run.ts';
import { assertNoLeaks } from './leaks.ts';

/** Root hooks for a test run that Mocha itself starts. `npm test` does the same work once in each of its processes. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await endRun();
    assertNoLeaks();
  },
};
