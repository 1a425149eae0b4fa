import { expect } from 'chai';
import { password } from '../../http/support/client.ts';
import { checkPage } from '../support/check-page.ts';
import { enter, goTo } from '../support/enter.ts';
import { signInAt } from '../support/sign-in-at.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

export function testEntrance(the: ConsoleSuite): void {
  itOnEachSize('lets a person create an account, sign out and sign in again', async (size) => {
    const { page, context, takeFaults } = await the.open(size);
    const email = `entrance-${size}@example.com`;
    await page.goto('/reset-password');
    await checkPage(page);
    await goTo(page, '/settings');
    await checkPage(page);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await checkPage(page);
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await goTo(page, '/settings');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('The email address or the password is wrong.').waitFor();
    await checkPage(page);
    // The browser itself reports the answer 401.
    expect(takeFaults()).to.have.length(1);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // The address that was asked for is shown after the sign-in.
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await checkPage(page);
    await context.close();
  });

  it('shows one account in all tabs of a browser: that of the last sign-in', async () => {
    const { page, context, takeFaults } = await the.open('phone');
    const [first, second] = ['entrance@example.com', 'second@example.com'];
    await the.client(first);
    const client = await the.client(second);
    await client.post('/body-measurements', { kind: 'body_weight', value: 61.5, unit: 'kg', day: '2026-02-01' });
    await signInAt(page, first, password);
    await page.goto('/body');
    const other = await context.newPage();
    // The sign-in of the first account ends where neither tab learns of it.
    await context.clearCookies();
    await signInAt(other, second, password);
    await page.getByText('61.5 kg').first().waitFor();
    // The browser itself reports each answer 401.
    expect(takeFaults().filter((fault) => !fault.includes('401'))).to.deep.equal([]);
    await context.close();
  });

  it('speaks German, remembers it, and follows the theme that is chosen', async () => {
    const { page, context } = await the.open('desktop');
    await page.goto('/');
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await page.getByLabel('Farben').selectOption('Dunkel');
    await page.reload();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).to.equal('de');
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).to.equal('dark');
    await checkPage(page);
    await context.close();
  });

  it('shows an address that has no page as such, and leads back by the navigation and by the keyboard', async () => {
    const { page } = await the.as('entrance@example.com', 'desktop');
    await the.show(page, '/nothing/here', 'Not found');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.getByRole('navigation').getByRole('link', { name: 'Today' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
  });

  it('says of an address with an id that nothing can have that it does not exist', async () => {
    const { page, context, takeFaults } = await the.open('phone');
    await enter(page, await the.client('entrance@example.com'));
    await goTo(page, '/sessions/not-an-id');
    await page.getByText('This does not exist').waitFor();
    // The browser itself reports the answer 422.
    expect(takeFaults().filter((fault) => !fault.includes('422'))).to.deep.equal([]);
    await context.close();
  });

  it('says when the service cannot answer, and tries again', async () => {
    const { page, context, takeFaults } = await the.open('phone');
    await enter(page, await the.client('entrance@example.com'));
    const headers = { 'retry-after': '0' };
    await page.route('**/api/v1/access/me', (route) => route.fulfill({ status: 503, headers, json: {} }));
    await page.reload();
    await page.getByText('The service cannot answer at the moment.').waitFor();
    await checkPage(page);
    await page.unroute('**/api/v1/access/me');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    // The browser itself reports each answer 503.
    expect(takeFaults().filter((fault) => !fault.includes('503'))).to.deep.equal([]);
    await context.close();
  });

  it('loads at most 150 kB of compressed scripts for the first page', async () => {
    const { page, context } = await the.open('phone');
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (!response.url().endsWith('.js')) return;
      scripts.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
    });
    await enter(page, await the.client('entrance@example.com'));
    await checkPage(page);
    const bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);
    expect(bytes).to.be.greaterThan(10_000).and.lessThan(150_000);
    await context.close();
  });
}
