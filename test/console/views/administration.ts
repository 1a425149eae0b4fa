import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { eventually } from '../../projections/support/eventually.ts';
import { sharedSystem } from '../../support/system.ts';
import { documentOf, documentsOf, linesOf } from '../../system/support/ends.ts';
import { appendPoisonEvent } from '../../system/support/poison-event.ts';
import { type Size, sizes } from '../support/browser.ts';
import { checkPage } from '../support/check-page.ts';
import { goTo } from '../support/enter.ts';
import type { ConsoleSuite } from '../support/use-console.ts';

const admin = 'console-admin@example.com';

export function testAdministration(the: ConsoleSuite): void {
  const cli = async (...args: readonly string[]) => (await sharedSystem()).cli(...args);
  const chip = (page: Page, text: string) => page.locator('.chip', { hasText: text }).first();
  before(async () => {
    await the.client(admin);
    linesOf(await cli('users', 'promote-to-superuser', admin, '--yes'));
  });

  const setPassword = async (size: Size, token: string) => {
    const { page, context } = await the.open(size);
    await page.goto('/reset-password');
    await page.getByLabel('Token').fill(token);
    await page.getByLabel('New password').fill('def-ghi-jkl');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  };

  for (const size of Object.keys(sizes) as Size[]) {
    it(`finds an account, changes its role, deactivates it and erases it on a ${size}`, async () => {
      const email = `managed-on-${size}@example.com`;
      const { page } = await the.as(admin, size);
      await page.goto('/admin/users');
      await page.getByRole('button', { name: 'Create an account' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Email address').fill(email);
      await dialog.getByLabel('Password').fill('abc-def-ghi');
      await checkPage(page);
      await dialog.getByRole('button', { name: 'Create an account' }).click();
      await page.getByText('1 account', { exact: true }).waitFor();
      await checkPage(page);
      await page.getByRole('link', { name: email }).click();
      await page.getByLabel('Role').selectOption('fitness-trainer');
      await chip(page, 'Coach').waitFor();
      await page.getByRole('button', { name: 'New password' }).click();
      await setPassword(size, await page.getByLabel('Give this token').inputValue());
      await checkPage(page);
      await page.getByRole('button', { name: 'Deactivate' }).click();
      await chip(page, 'Deactivated').waitFor();
      await page.getByRole('button', { name: 'Erase' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
      await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
      await page.getByLabel('Search').fill(email);
      await page.getByText('0 accounts').waitFor();
    });
  }

  it('does not move the button that creates an account when the list of accounts arrives', async () => {
    const { page } = await the.as(admin, 'desktop');
    const list = Promise.withResolvers<void>();
    await page.route('**/api/v1/users?*', (route) => list.promise.then(() => route.continue()));
    await page.goto('/admin/users');
    const button = page.getByRole('button', { name: 'Create an account' });
    const before = await button.boundingBox();
    list.resolve();
    await page.getByText(/^\d+ accounts?$/).waitFor();
    expect(await button.boundingBox()).to.deep.equal(before);
    await page.unroute('**/api/v1/users?*');
  });

  it('shows health and queues, and rebuilds a read model', async () => {
    const { page } = await the.as(admin, 'desktop');
    await the.show(page, '/admin/pipeline', 'System');
    for (const part of ['Event store', 'Postgres', 'Redis', 'lane-0', 'webhooks']) {
      await page.getByText(part).first().waitFor();
    }
    const [, version] = /watches v(\d+)/.exec((await page.locator('main').allInnerTexts()).join()) ?? [];
    const next = `watches v${Number(version) + 1}`;
    await page.getByRole('button', { name: 'Rebuild watches' }).click();
    await checkPage(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Rebuild watches' }).click();
    await page.locator('li', { hasText: next }).getByText('Live').waitFor();
  });

  it('shows a parked stream with its event, and discards the event with a reason', async () => {
    const { dataDir } = await sharedSystem();
    const athlete = await the.client('parked@example.com');
    const session = { name: 'Leg day', timezone: 'UTC', startedAt: '2026-01-10T12:00:00Z' };
    // Without another session in the log, nothing would show that the event is at fault and not the read model.
    await athlete.post('/training-sessions', session);
    const { json } = await athlete.post('/training-sessions?replace=complete', session);
    await appendPoisonEvent(dataDir, json.id);
    const parked = async () =>
      documentsOf(await cli('dead-letters', 'list', '--json')).filter(({ stream }) => stream === `session-${json.id}`);
    await eventually(async () => expect(await parked()).to.have.length(4), 60_000);

    const { page } = await the.as(admin, 'phone');
    await the.show(page, '/admin/pipeline', 'System');
    await page.getByRole('link', { name: `sessions: session-${json.id}` }).click();
    await page.getByText('SessionNoted').waitFor();
    const { page: wide } = await the.as(admin, 'desktop');
    await goTo(wide, new URL(page.url()).pathname);
    await wide.getByText('SessionNoted').waitFor();
    await checkPage(wide);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Reason').fill('Written by a test.');
    await checkPage(page);
    await page.getByRole('button', { name: 'Discard the event' }).click();
    await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
    const left = await parked();
    expect(left.map(({ projection }) => projection)).not.to.include('sessions');

    // The other suites find the installation without parked streams.
    for (const { id } of left) {
      const { event } = documentOf(await cli('dead-letters', 'show', id, '--json'));
      await cli('dead-letters', 'discard', id, '--event', event.id, '--reason', 'a test');
    }
    expect(await parked()).to.deep.equal([]);
  });
}
