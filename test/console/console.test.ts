import { expect } from 'chai';
import { uncheckedPages } from './support/checked-pages.ts';
import { useConsole } from './support/use-console.ts';
import { testAccount } from './views/account.ts';
import { testAdministration } from './views/administration.ts';
import { testCoaching } from './views/coaching.ts';
import { testEntrance } from './views/entrance.ts';
import { testLogging } from './views/logging.ts';
import { testMovingIn } from './views/moving-in.ts';
import { testPages } from './views/pages.ts';
import { testPlanning } from './views/planning.ts';

// One file, so that one service and one browser serve all tests of the console.
describe('the console', function () {
  this.timeout(150_000);
  const the = useConsole();
  describe('for everyone', () => testEntrance(the));
  describe('for athletes who log', () => testLogging(the));
  describe('for athletes who plan', () => testPlanning(the));
  describe('for athletes who bring or take data', () => testMovingIn(the));
  describe('for athletes who look back', () => testPages(the));
  describe('for athletes and what uses their account', () => testAccount(the));
  describe('for coaches', () => testCoaching(the));
  describe('for administrators', () => testAdministration(the));

  describe('as a whole', () => {
    it('has no page that the tests above have not checked on a phone and on a computer', () => {
      expect(uncheckedPages()).to.deep.equal([]);
    });
  });
});
