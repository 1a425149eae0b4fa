import { expect } from 'chai';
import { password, programOf, signIn } from '../../http/support/client.ts';
import { consentAs, redirectUri, registerApp } from '../../system/support/app-client.ts';
import { checkPage } from '../support/check-page.ts';
import { goTo } from '../support/enter.ts';
import { signInAt } from '../support/sign-in-at.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

const start = { startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z', timezone: 'UTC' };

export function testAccount(the: ConsoleSuite): void {
  itOnEachSize('records a body weight, draws it, and removes it', async (size) => {
    const email = `weighed-on-${size}@example.com`;
    const { page } = await the.as(email, size);
    await the.show(page, '/body', 'Body');
    await page.getByLabel('Body weight (kg)').fill('82.4');
    await page.getByRole('button', { name: 'Record' }).click();
    await page.locator('strong', { hasText: '82.4 kg' }).waitFor();
    await page.locator('canvas').waitFor();
    await checkPage(page);
    const client = await the.client(email);
    expect((await client.get('/body-measurements?kind=body_weight')).json.items).to.have.length(1);
    await page.getByRole('button', { name: /Remove the measurement/ }).click();
    await page.locator('strong', { hasText: '82.4 kg' }).waitFor({ state: 'detached' });
  });

  it('keeps what was recorded after the sign-in had ended, and sends it after the next one', async () => {
    const email = 'ended@example.com';
    const { page, context, takeFaults } = await the.open('phone');
    const client = await the.client(email);
    await signInAt(page, email, password);
    await page.goto('/body');
    await page.getByLabel('Body weight (kg)').fill('81.7');
    // The sign-in ends where the page does not learn of it.
    await context.clearCookies();
    const refused = page.waitForResponse((response) => response.url().endsWith('/access/refresh-jwt'));
    await page.getByRole('button', { name: 'Record' }).click();
    await refused;
    // The page has handled the refusal when a later request of it is answered.
    await page.evaluate("fetch('/ping').then((answer) => answer.text())");
    await signInAt(page, email, password);
    await page.goto('/body');
    await page.locator('strong', { hasText: '81.7 kg' }).waitFor();
    expect((await client.get('/body-measurements')).json.items).to.have.length(1);
    // The browser itself reports each answer 401.
    expect(takeFaults().filter((fault) => !fault.includes('status of 401'))).to.deep.equal([]);
    await context.close();
  });

  it('asks before it forgets what was not sent, and keeps that after a change of the password', async () => {
    const email = 'unsent@example.com';
    const { page, context, takeFaults } = await the.open('phone');
    await the.client(email);
    await signInAt(page, email, password);
    await context.route('**/api/v1/sync', (route) => route.fulfill({ status: 503 }));
    await goTo(page, '/body');
    await page.getByLabel('Body weight (kg)').fill('80.9');
    await page.getByRole('button', { name: 'Record' }).click();
    await goTo(page, '/settings');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByText('1 change was not sent yet.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Current password').fill(password);
    await page.getByLabel('New password').fill(`${password}-new`);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.unroute('**/api/v1/sync');
    await signInAt(page, email, `${password}-new`);
    await goTo(page, '/body');
    await page.locator('strong', { hasText: '80.9 kg' }).waitFor();
    // The browser itself reports the answers 503, and 401 of the sign-in that has ended.
    expect(takeFaults().filter((fault) => !/status of (401|503)/.test(fault))).to.deep.equal([]);
    await context.close();
  });

  itOnEachSize('adds, disables and deletes a webhook, and signs another device out', async (size) => {
    const email = `connected-on-${size}@example.com`;
    const { page } = await the.as(email, size);
    const other = await signIn({ origin: the.url() }, email);
    await the.show(page, '/settings', 'Settings');
    const hooks = page.locator('section.card', { hasText: 'Webhooks' });
    const address = `https://hooks.example.com/${'training'.repeat(20)}`;
    await hooks.getByLabel('Address').fill(address);
    await hooks.getByRole('button', { name: 'Add a webhook' }).click();
    expect(await page.getByLabel('Its secret, which is shown once only').inputValue()).to.match(/^\S{20,}$/);
    await checkPage(page);
    // A long address beside the buttons leaves them on one line.
    for (const name of ['Disable', 'Delete']) {
      expect((await hooks.getByRole('button', { name }).boundingBox())?.height, name).to.be.lessThan(60);
    }
    await hooks.getByRole('button', { name: 'Disable' }).click();
    await hooks.getByText('disabled').waitFor();
    await hooks.getByRole('button', { name: 'Delete' }).click();
    await hooks.getByText(address).waitFor({ state: 'detached' });

    const devices = page.locator('section.card', { hasText: 'Where I am signed in' });
    expect((await other.get('/access/me')).status).to.equal(200);
    await devices.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await devices.getByRole('button', { name: 'Sign out', exact: true }).waitFor({ state: 'detached' });
    expect((await other.get('/access/me')).status).to.equal(401);
  });

  it('shows what an app did, undoes it, and ends its access', async () => {
    const email = 'assisted@example.com';
    const { page } = await the.as(email, 'phone');
    const client = await the.client(email);
    const app = await registerApp(the.url(), { client_name: 'Bar Path', redirect_uris: [redirectUri] });
    const begun = await app.begin();
    const { access_token } = await app.finish(begun, await consentAs(the.url(), begun, email));
    const program = programOf({ origin: the.url() }, access_token);
    const logged = await program.post('/training-sessions', { name: 'By the app', ...start, exercises: [] });
    expect(logged.status, logged.text).to.equal(201);
    // Of many later changes, none is the app's.
    for (let number = 0; number < 3; number += 1) {
      await client.post('/training-sessions', { name: `By hand ${number}`, ...start, exercises: [] });
    }
    await goTo(page, '/settings');
    await page.getByRole('heading', { name: 'Bar Path' }).waitFor();
    await page.getByRole('button', { name: 'Show what it did' }).click();
    const card = page.locator('section.app');
    await card.getByRole('listitem').first().waitFor();
    await page.getByRole('button', { name: 'Undo what it did' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 thing gets back what it had').waitFor();
    await checkPage(page);
    await dialog.getByRole('button', { name: 'Undo what it did' }).click();
    await dialog.getByText('1 thing was undone').waitFor();
    expect((await client.get('/training-sessions')).json.total).to.equal(3);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'End the access' }).click();
    await page.getByText('No app uses your account.').waitFor();
    expect((await program.get('/training-sessions')).status).to.equal(401);
  });
}
