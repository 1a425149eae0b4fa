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
] as const;

export function testPages(the: ConsoleSuite): void {
  const email = 'pages@example.com';
  before(async () => {
    const client = await the.client(email);
    const exercises = [{ name: 'Squat', mode: 'reps', sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5 }] }];
    for (const month of ['01', '02']) {
      const times = { startedAt: `2026-${month}-01T10:00:00Z`, endedAt: `2026-${month}-01T11:00:00Z` };
      await client.post('/training-sessions', { name: 'Leg day', timezone: 'UTC', ...times, exercises });
    }
    await client.post('/body-measurements', { kind: 'body_weight', value: 82.4, unit: 'kg', day: '2026-02-01' });
  });
  itOnEachSize('shows each page without a finding', async (size) => {
    const { page } = await the.as(email, size);
    for (const [path, title] of pages) await the.show(page, path, title);
  });

  it('finds sessions by what is in them, and shows one', async () => {
    const { page } = await the.as(email, 'phone');
    await goTo(page, '/history');
    await page.getByLabel('Search').fill('nothing like this');
    await page.getByText('No session has this').waitFor();
    await page.getByLabel('Search').fill('squat');
    await page
      .getByRole('link', { name: /Leg day/ })
      .first()
      .click();
    await page.getByRole('button', { name: '1 100 kg × 5' }).waitFor();
  });
}
