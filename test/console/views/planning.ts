import { expect } from 'chai';
import { eventually } from '../../projections/support/eventually.ts';
import { checkPage } from '../support/check-page.ts';
import { bench } from '../support/coached.ts';
import { goTo } from '../support/enter.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

export function testPlanning(the: ConsoleSuite): void {
  itOnEachSize('makes a unit and a plan, reorders them, starts the plan and does its first day', async (size) => {
    const { page } = await the.as(`planning-${size}@example.com`, size);
    const client = await the.client(`planning-${size}@example.com`);
    await goTo(page, '/plans');
    await page.getByLabel('Name of a new unit').first().fill('Push');
    await page.getByRole('button', { name: 'Name of a new unit' }).click();
    for (const name of ['Pullups', 'Dips']) {
      await page.getByRole('button', { name: 'Add an exercise' }).click();
      await page.getByLabel('Search for an exercise').fill(`My ${name}`);
      await page.getByRole('button', { name: `Use the name “My ${name}”` }).click();
      await page.getByRole('button', { name: `Edit My ${name}` }).waitFor();
    }
    await page.getByRole('button', { name: 'Move My Dips up' }).click();
    await page.getByRole('listitem').first().getByText('My Dips').waitFor();
    await page.getByRole('button', { name: 'Edit My Dips' }).click();
    await page.getByLabel('Weight (kg)').fill('20');
    await checkPage(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('3 × 20 kg × 8–12').waitFor();
    await checkPage(page);
    await goTo(page, '/plans');
    await page.getByLabel('Name of a new plan').first().fill('Strength');
    await page.getByRole('button', { name: 'Name of a new plan' }).click();
    for (const day of ['Week 1, day 1', 'Week 1, day 3']) {
      await page.getByLabel('Training unit').selectOption('Push');
      await page.getByLabel('Day', { exact: true }).selectOption(day);
      await page.getByRole('button', { name: 'Add a unit' }).click();
      await page.getByRole('listitem').filter({ hasText: day }).waitFor();
    }
    await page.getByRole('listitem').last().dragTo(page.getByRole('listitem').first());
    await expect2DaysAlike();
    await page.getByLabel('Who may read it').selectOption('Some accounts');
    await page.getByLabel('Id of an account').waitFor();
    await checkPage(page);
    await page.getByRole('button', { name: 'Start the plan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await page.getByText('Change the schedule').click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Move' }).waitFor();
    await checkPage(page);
    await page.getByRole('button', { name: 'Start', exact: true }).first().click();
    await page.getByText('Planned: 3 sets of 20 kg × 8–12').waitFor();
    await checkPage(page);

    async function expect2DaysAlike() {
      await eventually(async () => {
        const { items } = (await client.get('/training-plans')).json;
        const { json } = await client.get(`/training-plans/${items[0].id}`);
        expect(json.units.map(({ day }: { day: number }) => day)).to.deep.equal([1, 1]);
      });
    }
  });

  it('takes the day of the time zone that the athlete has chosen, not that of the browser', async () => {
    const email = 'far-away@example.com';
    const { page } = await the.as(email, 'phone');
    const client = await the.client(email);
    const dayIn = (timeZone: string) => new Date().toLocaleDateString('en-CA', { timeZone });
    // At any time, one of these zones has another day than the browser, which is in Berlin.
    const zones = ['Pacific/Kiritimati', 'Etc/GMT+12'];
    const timezone = zones.find((zone) => dayIn(zone) !== dayIn('Europe/Berlin'));
    await client.patch('/profile', { timezone });
    const { id: unitId } = (await client.post('/training-units', { name: 'Push', exercises: [bench] })).json;
    const plan = { name: 'Strength', difficulty: 'beginner', units: [{ unitId, day: 1 }] };
    const { id } = (await client.post('/training-plans', plan)).json;
    await page.goto(`/plans/${id}`);
    await page
      .getByLabel('First day')
      .and(page.locator(`[value="${dayIn(timezone ?? '')}"]`))
      .waitFor();
    await page.getByRole('button', { name: 'Start the plan' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await page.getByText('Strength · running').waitFor();
  });

  it('keeps what was typed when the service refuses it', async () => {
    const email = 'planning-refused@example.com';
    const { page, takeFaults } = await the.as(email, 'phone');
    const client = await the.client(email);
    const { id: unitId } = (await client.post('/training-units', { name: 'Push', exercises: [bench] })).json;
    await goTo(page, `/units/${unitId}`);
    await page.getByRole('button', { name: 'Edit Bench' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('from reps').fill('8');
    await dialog.getByLabel('to reps').fill('6');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('The range ends before it begins.').waitFor();
    await checkPage(page);
    await dialog.getByLabel('to reps').fill('12');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('3 × 8–12').waitFor();
    const plan = { name: 'Strength', difficulty: 'beginner' };
    const { id } = (await client.post('/training-plans', plan)).json;
    await client.put(`/training-plans/${id}/sharing`, { status: 'shared' });
    await goTo(page, `/plans/${id}`);
    await page.getByLabel('Id of an account').fill('no-id');
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Id of an account').inputValue()).to.equal('no-id');
    // The browser itself reports each refused request.
    expect(takeFaults().filter((fault) => !fault.includes('422'))).to.deep.equal([]);
  });
}
