import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { password as usualPassword } from '../http/support/client.ts';
import { sharedSystem } from '../support/system.ts';
import { documentOf, linesOf } from '../system/support/ends.ts';
import { type Size, sizes } from './support/browser.ts';
import { signInAt } from './support/sign-in-at.ts';
import { useConsole } from './support/use-console.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
const largestBytes = 150_000;
const admin = 'pictures@example.com';

type Picture = Readonly<{
  name: string;
  path: string;
  /** What a person clicks after the page was opened. */
  open?: (page: Page) => Promise<void>;
}>;

const firstLink = (name: RegExp, address: string) => async (page: Page) => {
  await page.locator('main').getByRole('link', { name }).first().click();
  await page.waitForURL(address);
};

const ofAthlete: readonly Picture[] = [
  { name: 'today', path: '/' },
  // The current month may have no training yet.
  { name: 'history', path: '/history', open: (page) => page.getByRole('button', { name: 'Previous month' }).click() },
  { name: 'session', path: '/history', open: firstLink(/bench/, '**/sessions/*') },
  { name: 'progress', path: '/progress' },
  { name: 'plans', path: '/plans' },
];
const ofCoach: readonly Picture[] = [
  { name: 'roster', path: '/roster' },
  { name: 'athlete', path: '/roster', open: firstLink(/Hugo/, '**/athletes/**') },
];
const ofAdmin: readonly Picture[] = [{ name: 'system', path: '/admin/pipeline' }];

/** Resolves when a page has shown for a third of a second that it waits for nothing, so that charts are drawn too. */
const settled = `new Promise((done) => {
  let frames = 0;
  const look = () => {
    const isWhole = document.querySelector('main h1') && !document.querySelector('[aria-busy]');
    frames = isWhole ? frames + 1 : 0;
    if (frames > 20) done();
    else requestAnimationFrame(look);
  };
  look();
})`;

// `npm run pictures` writes the pictures of the documents anew, with the demo. It is no part of `npm test`.
describe('the pictures of the documents', function () {
  this.timeout(300_000);
  const the = useConsole();
  let [athlete, coach] = ['', ''];
  let password: string;
  before(async () => {
    mkdirSync(folder, { recursive: true });
    const { cli } = await sharedSystem();
    const demo = documentOf(await cli('demo', 'load', '--json'));
    ({ password, coach } = demo);
    [athlete] = demo.athletes;
    await the.client(admin);
    linesOf(await cli('users', 'promote-to-superuser', admin, '--yes'));
  });

  const take = async (size: Size, pictures: readonly Picture[], email: string, given = usualPassword) => {
    const { page, context } = await the.open(size);
    await signInAt(page, email, given);
    for (const { name, path, open } of pictures) {
      await page.goto(path);
      await page.evaluate(settled);
      await open?.(page);
      // What is below the pointer would look chosen.
      await page.mouse.move(0, 0);
      await page.evaluate(settled);
      const picture = await page.screenshot({ path: join(folder, `${name}-${size}.png`), animations: 'disabled' });
      expect(picture.length, `bytes of ${name} on a ${size}`).to.be.at.most(largestBytes);
    }
    await context.close();
  };

  for (const size of Object.keys(sizes) as Size[]) {
    it(`are taken on a ${size}`, async () => {
      await take(size, ofAthlete, athlete, password);
      await take(size, ofCoach, coach, password);
      await take(size, ofAdmin, admin);
    });
  }
});
