import { endRun } from './end-of-run.ts';
import { assertNoLeaks } from './leaks.ts';

/** Root hooks of a run that Mocha starts itself; `npm test` runs them once in each of its processes. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await endRun();
    assertNoLeaks();
  },
};
