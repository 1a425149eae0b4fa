import { useConsole } from './support/use-console.ts';
import { testEntrance } from './views/entrance.ts';

// One file, so that one service and one browser serve all tests of the console.
describe('the console', function () {
  this.timeout(150_000);
  const the = useConsole();
  describe('for everyone', () => testEntrance(the));
});
