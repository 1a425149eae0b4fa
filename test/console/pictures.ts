import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { password as usualPassword } from '../http/support/client.ts';
import { sharedSystem } from '../support/system.ts';
import { documentOf, linesOf } from '../system/support/ends.ts';
import { type Size, sizes } from './support/browser.ts';
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
  { name: 'history', path: '/history' },
  { name: 'session', path: '/history', open: firstLink(/bench/, '**/sessions/*') },
  { name: 'progress', path: '/progress' },
  { name: 'plans', path: '/plans' },
];
const ofCoach: readonly Picture[] = [
  { name: 'roster', path: '/roster' },
  { name: 'athlete', path: '/roster', open: firstLink(/Hugo/, '**/athletes/**') },
];
const ofAdmin: readonly Picture[] = [{ name: 'system', path: '/admin/pipeline' }];

async function signIn(page: Page, email: string, given: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(given);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}

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
    await signIn(page, email, given);
    for (const { name, path, open } of pictures) {
      await page.goto(path);
      await page.locator('body:not(:has([aria-busy]))').waitFor();
      await open?.(page);
      await page.locator('body:not(:has([aria-busy])):has(main h1)').waitFor();
      // Charts are drawn after their data have come.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
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
