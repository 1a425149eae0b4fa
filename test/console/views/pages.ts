import { expect } from 'chai';
import { checkPage } from '../support/check-page.ts';
import { goTo } from '../support/enter.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

/** The pages of an athlete with a history, by their addresses and titles. */
const pages = [
  ['/', 'Today'],
  ['/history', 'History'],
  ['/progress', 'Progress'],
  ['/exercises', 'Exercises'],
  ['/body', 'Body'],
  ['/plans', 'Plans'],
  ['/import', 'Import'],
  ['/more', 'More'],
  ['/settings', 'Settings'],
  ['/nothing/here', 'Not found'],
] as const;

/** Counts from now on how often the page makes a format of dates. */
const countDateFormats = `formatsMade = 0;
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct: (format, given) => (formatsMade += 1) && new format(...given),
  });`;

export function testPages(the: ConsoleSuite): void {
  const email = 'pages@example.com';
  let squat: Readonly<{ id: string; name: string }>;
  before(async () => {
    const client = await the.client(email);
    [squat] = (await client.get('/exercises?searchString=barbell%20full%20squat&pageSize=1')).json.items;
    const exercises = [{ exerciseId: squat.id, sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5 }] }];
    for (const month of ['01', '02']) {
      const times = { startedAt: `2026-${month}-01T10:00:00Z`, endedAt: `2026-${month}-01T11:00:00Z` };
      await client.post('/training-sessions', { name: 'Leg day', timezone: 'UTC', ...times, exercises });
    }
    const now = new Date().toISOString();
    const today = { name: 'New', timezone: 'Europe/Berlin', startedAt: now, endedAt: now, exercises };
    await client.post('/training-sessions', today);
    await client.post('/body-measurements', { kind: 'body_weight', value: 82.4, unit: 'kg', day: '2026-02-01' });
  });
  itOnEachSize('shows each page without a finding', async (size) => {
    const { page } = await the.as(email, size);
    for (const [path, title] of pages) await the.show(page, path, title);
  });

  itOnEachSize(
    'shows how strong the athlete has become in an exercise, and draws it without a picture',
    async (size) => {
      const { page } = await the.as(email, size);
      await goTo(page, '/progress');
      await page.getByRole('listitem').filter({ hasText: 'quadriceps' }).getByRole('meter').waitFor();
      await goTo(page, `/exercises/${squat.id}`);
      await page.getByRole('figure', { name: 'Estimated one-repetition maximum' }).locator('canvas').waitFor();
      await page.getByRole('figure', { name: 'Volume per week' }).locator('canvas').waitFor();
      await page.getByRole('row', { name: /Estimated maximum/ }).waitFor();
      await page.locator('div.picture').waitFor();
      await checkPage(page);
    },
  );

  it('shows the days of training in a calendar, and times on the clock of the session', async () => {
    const { page } = await the.as(email, 'desktop');
    await goTo(page, '/history');
    await page.getByRole('link', { name: /^Leg day.* 1 Feb 2026, 10:00/ }).waitFor();
    await page
      .getByRole('region', { name: 'Calendar' })
      .getByRole('link', { name: /: New$/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'New' }).waitFor();
  });

  it('finds sessions by what is in them, and shows one', async () => {
    const { page } = await the.as(email, 'phone');
    await goTo(page, '/history');
    const found = page.getByRole('link', { name: /^Leg day/ }).first();
    await found.waitFor();
    await page.getByLabel('Search').fill('nothing like this');
    await page.getByText('No session has this').waitFor();
    await page.evaluate(countDateFormats);
    await page.getByLabel('Search').fill('squat');
    await found.waitFor();
    // Making one takes a millisecond: a list of a thousand sessions that made its own would stop the page for seconds.
    expect(await page.evaluate('formatsMade'), 'formats of dates that a list has made').to.equal(0);
    await found.click();
    await page.getByRole('button', { name: '1 100 kg × 5' }).waitFor();
  });
}
