import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Client } from '../../http/support/client.ts';
import { eventually } from '../../projections/support/eventually.ts';
import { checkPage } from '../support/check-page.ts';
import { goTo } from '../support/enter.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

type Exercise = Readonly<{ id: string; name: string }>;
type Session = Readonly<{
  id: string;
  status: string;
  exercises: readonly { name: string; sets: readonly object[] }[];
}>;

const find = async (client: Client, searchString: string): Promise<Exercise> =>
  (await client.get(`/exercises?searchString=${encodeURIComponent(searchString)}&pageSize=1`)).json.items[0];

const latest = async (client: Client): Promise<Session> => {
  const { items } = (await client.get('/training-sessions?view=full&pageSize=1')).json;
  return items[0];
};

const setsOf = ({ exercises }: Session): readonly object[] => exercises.flatMap(({ sets }) => sets);

/** Adds an exercise to the session that the page shows. */
async function addExercise(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add an exercise' }).click();
  await page.getByLabel('Search for an exercise').fill(name);
  await page.getByRole('dialog').getByRole('button', { name, exact: false }).first().click();
  await page.getByRole('article', { name }).waitFor();
}

const logButton = (page: Page, name: string) => page.getByRole('button', { name: `Log the set of ${name}` });
const shownSets = (page: Page, name: string) => page.getByRole('article', { name }).getByRole('listitem');

export function testLogging(the: ConsoleSuite): void {
  itOnEachSize('logs a set with the values of the last time in two taps', async (size) => {
    const email = `logging-${size}@example.com`;
    const { page } = await the.as(email, size);
    const client = await the.client(email);
    const squat = await find(client, 'barbell full squat');
    const sets = [{ weight: { value: 102.5, unit: 'kg' }, reps: 5 }];
    const times = { timezone: 'UTC', startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };
    await client.post('/training-sessions', { ...times, exercises: [{ exerciseId: squat.id, sets }] });
    await client.post('/training-sessions', { timezone: 'UTC', exercises: [{ exerciseId: squat.id, sets: [] }] });
    // The two taps.
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.getByText('Last time: 102.5 kg × 5').waitFor();
    await logButton(page, squat.name).click();
    await page.getByRole('button', { name: '1 102.5 kg × 5' }).waitFor();
    await page.getByRole('timer', { name: 'Rest' }).waitFor();
    await checkPage(page);
    await eventually(async () => expect(setsOf(await latest(client))).to.have.length(1));
    expect(setsOf(await latest(client))[0]).to.deep.include({ weight: { value: 102.5, unit: 'kg' }, reps: 5 });
  });

  itOnEachSize('corrects sets, makes supersets, loads the bar and finishes', async (size) => {
    const email = `logging-${size}@example.com`;
    const { page } = await the.as(email, size);
    const client = await the.client(email);
    await goTo(page, `/sessions/${(await latest(client)).id}`);
    await page.getByRole('button', { name: 'Plate calculator' }).click();
    await page.getByRole('list', { name: 'Plates of one side' }).getByText('25', { exact: true }).waitFor();
    await checkPage(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '1 102.5 kg × 5' }).click();
    await page.getByRole('dialog').getByLabel('reps').fill('6');
    await page.getByRole('dialog').getByLabel('RPE').fill('8.5');
    await checkPage(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: '1 102.5 kg × 6 @8.5' }).waitFor();
    await addExercise(page, 'Pullups');
    await page.getByRole('button', { name: 'Edit Pullups' }).click();
    await page.getByLabel('Superset').selectOption('A');
    await page.getByLabel('Notes').fill('slow');
    await checkPage(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('slow').waitFor();
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByText('completed').waitFor();
    await eventually(async () => {
      const session = await latest(client);
      expect(session.status).to.equal('completed');
      expect(session.exercises[1]).to.deep.include({ supersetGroup: 0, notes: 'slow' });
      expect(setsOf(session)[0]).to.deep.include({ reps: 6, rpe: 8.5 });
    });
  });

  it('logs in the unit of the athlete, and goes on once a set without a weight has one', async () => {
    const email = 'pounds@example.com';
    const { page } = await the.as(email, 'phone');
    const client = await the.client(email);
    await client.patch('/profile', { unit: 'lb' });
    const { id, name } = await find(client, 'pullups');
    await client.post('/training-sessions', { timezone: 'UTC', exercises: [{ exerciseId: id, sets: [{ reps: 8 }] }] });
    await page.goto(`/sessions/${(await latest(client)).id}`);
    await page.getByRole('article').getByLabel('lb').waitFor();
    await shownSets(page, name).getByRole('button').click();
    const weight = page.getByRole('dialog').getByLabel('lb');
    // What is no number does not count as an empty field: the form is not sent.
    await weight.fill('25lb');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await weight.evaluate((field) => field.matches(':invalid'))).to.equal(true);
    await weight.fill('25');
    // Half a repetition would be refused only after the dialog has closed.
    const reps = page.getByRole('dialog').getByLabel('reps');
    await reps.fill('7.5');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await reps.evaluate((field) => field.matches(':invalid'))).to.equal(true);
    await reps.fill('8');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: '1 25 lb × 8' }).waitFor();
    await logButton(page, name).click();
    await eventually(async () => expect(setsOf(await latest(client))).to.have.length(2));
    expect(setsOf(await latest(client))[1]).to.deep.include({ weight: { value: 25, unit: 'lb' }, reps: 8 });
  });

  it('does not offer another session while the one in progress cannot be read', async () => {
    const email = 'unread@example.com';
    const { page, takeFaults } = await the.as(email, 'phone');
    const client = await the.client(email);
    await client.post('/training-sessions', { timezone: 'UTC', name: 'Leg day' });
    const session = `**/api/v1/training-sessions/${(await latest(client)).id}`;
    await page.route(session, (route) => route.fulfill({ status: 503 }));
    await page.goto('/');
    await page.getByRole('alert').getByText('The service cannot answer').waitFor();
    expect(await page.getByRole('button', { name: 'Start a session' }).count()).to.equal(0);
    await page.unroute(session);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Leg day' }).first().waitFor();
    // The browser itself reports each answer 503.
    expect(takeFaults().filter((fault) => !fault.includes('status of 503'))).to.deep.equal([]);
  });

  it('refuses a start before the year 1900 while its form is open', async () => {
    const email = 'twice@example.com';
    const { page } = await the.as(email, 'phone');
    const client = await the.client(email);
    const times = { startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };
    await client.post('/training-sessions', { timezone: 'UTC', ...times, exercises: [] });
    await goTo(page, `/sessions/${(await latest(client)).id}`);
    await page.getByRole('button', { name: 'Edit the session' }).click();
    const start = page.getByRole('dialog').getByLabel('Start');
    await start.fill('0026-03-01T10:00');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await start.evaluate((field) => field.matches(':invalid'))).to.equal(true);
    await page.keyboard.press('Escape');
  });

  it('does once what a person taps twice', async () => {
    const email = 'twice@example.com';
    const { page } = await the.as(email, 'phone');
    const client = await the.client(email);
    await client.post('/training-sessions', { timezone: 'UTC' });
    await goTo(page, `/sessions/${(await latest(client)).id}`);
    await page.getByRole('button', { name: 'Finish' }).dblclick();
    await page.getByText('completed').waitFor();
    await goTo(page, '/body');
    const measured = async () => (await client.get('/body-measurements')).json.items;
    await page.getByLabel('Body weight (kg)').fill('81,4');
    await page.getByRole('button', { name: 'Record' }).dblclick();
    const remove = page.getByRole('button', { name: 'Remove the measurement' });
    await remove.waitFor();
    expect(await measured()).to.have.length(1);
    await remove.dblclick();
    await remove.waitFor({ state: 'detached' });
    await eventually(async () => expect(await measured()).to.have.length(0));
    expect(await page.locator('.notice.bad').allInnerTexts()).to.deep.equal([]);
  });

  it('tells a refusal once and what is wrong, also when something else was logged meanwhile', async () => {
    const email = 'refused@example.com';
    const { page, context } = await the.as(email, 'phone');
    const client = await the.client(email);
    await client.post('/training-sessions', {
      timezone: 'UTC',
      exercises: [{ name: 'Dips', mode: 'reps', sets: [{ reps: 8 }] }],
    });
    await goTo(page, `/sessions/${(await latest(client)).id}`);
    await shownSets(page, 'Dips').getByRole('button').click();
    const answer = Promise.withResolvers<void>();
    await context.route('**/api/v1/sync', (route) => answer.promise.then(() => route.continue()));
    await page.getByLabel('RPE').fill('8');
    await page.getByLabel('RIR').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await logButton(page, 'Dips').click();
    await shownSets(page, 'Dips').nth(1).waitFor();
    answer.resolve();
    await eventually(async () => expect(setsOf(await latest(client))).to.have.length(2));
    const refusal = page.locator('.notice.bad');
    await refusal.first().waitFor();
    expect(await refusal.allInnerTexts()).to.deep.equal([
      'A change was refused: A set has either rpe or rir, not both.',
    ]);
    await context.unroute('**/api/v1/sync');
  });

  it('sends ten sets that were logged without network exactly once, also when the tab was killed in between', async () => {
    const email = 'offline@example.com';
    const { page, context, takeFaults } = await the.as(email, 'phone', 'allow');
    const client = await the.client(email);
    await page.getByRole('button', { name: 'Start a session' }).click();
    await addExercise(page, 'Pullups');
    await page.getByRole('article').getByLabel('reps').fill('8');
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await eventually(async () => expect((await latest(client)).exercises).to.have.length(1));
    await context.setOffline(true);
    for (let done = 1; done <= 10; done += 1) {
      await logButton(page, 'Pullups').click();
      await shownSets(page, 'Pullups')
        .nth(done - 1)
        .waitFor();
    }
    await page.getByText('10 changes wait on this device').waitFor();
    await checkPage(page);
    await page.close();
    // Without network the page opens from the cache of the service worker, with what waits.
    const again = await context.newPage();
    await again.goto('/');
    await again.getByRole('link', { name: 'Continue' }).click();
    await shownSets(again, 'Pullups').nth(9).waitFor();
    await again.getByText('10 changes wait on this device').waitFor();
    await context.setOffline(false);
    await eventually(async () => expect(setsOf(await latest(client))).to.have.length(10));
    await again.getByText('on this device').waitFor({ state: 'detached' });
    expect(await shownSets(again, 'Pullups').count()).to.equal(10);
    expect(setsOf(await latest(client))).to.have.length(10);
    // The browser itself reports each request that has not left it.
    expect(takeFaults().filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).to.deep.equal([]);
    await context.close();
  });
}
