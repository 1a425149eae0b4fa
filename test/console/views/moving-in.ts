import { expect } from 'chai';
import { password } from '../../http/support/client.ts';
import { checkPage } from '../support/check-page.ts';
import { goTo } from '../support/enter.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

const csv = [
  'Date,Workout Name,Exercise Name,Set Order,Weight,Reps',
  '2026-01-05 18:00:00,Legs,Squat,1,100,5',
  '2026-01-05 18:00:00,Legs,Squat,2,100,many',
].join('\n');
const file = { name: 'strong.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
/** What the browser hands over when the file is dropped. */
const dragged = `(() => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([${JSON.stringify(csv)}], 'strong.csv', { type: 'text/csv' }));
  return transfer;
})()`;

export function testMovingIn(the: ConsoleSuite): void {
  itOnEachSize('tries a file, imports it, and undoes the import', async (size) => {
    const email = `moving-in-${size}@example.com`;
    const { page } = await the.as(email, size);
    const client = await the.client(email);
    await goTo(page, '/import');
    if (size === 'phone') await page.locator('input[type=file]').setInputFiles(file);
    else await page.locator('.drop').dispatchEvent('drop', { dataTransfer: await page.evaluateHandle(dragged) });
    await page.getByRole('button', { name: 'Try' }).click();
    await page.getByText('It would import 1 session with 1 set').waitFor();
    expect((await client.get('/training-sessions')).json.total).to.equal(0);
    await checkPage(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Imported: 1 session, 1 set').waitFor();
    expect((await client.get('/training-sessions')).json.total).to.equal(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('undone', { exact: true }).waitFor();
    await checkPage(page);
    expect((await client.get('/training-sessions')).json.total).to.equal(0);
  });

  it('shows how far the import of a large file is, what it has done, and when it has stopped', async () => {
    const { page } = await the.as('moving-in-phone@example.com', 'phone');
    await goTo(page, '/import');
    // Empty lines make the file so large that its import goes on as a job.
    const large = Buffer.concat([Buffer.from(`${csv.replaceAll('-05 ', '-07 ')}\n`), Buffer.alloc(1_100_000, '\n')]);
    await page.locator('input[type=file]').setInputFiles({ ...file, name: 'large.csv', buffer: large });
    const progress = page.getByRole('progressbar', { name: 'Importing' });
    // The service may be faster than the browser, so its answer waits until the page shows the progress.
    await page.route('**/progress?*', async (route) => {
      await progress.waitFor();
      await route.continue();
    });
    const run = page.getByRole('button', { name: 'Import', exact: true });
    await run.click();
    await page.getByText('Imported: 1 session, 1 set').waitFor();
    await page.getByText('1 line is not imported').waitFor();
    await checkPage(page);
    await page.unroute('**/progress?*');
    await page.route('**/progress?*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), state: 'interrupted' } });
    });
    await run.click();
    await page.getByText('This has stopped before its end.').waitFor();
    await page.unroute('**/progress?*');
  });

  it('makes and revokes a token, and exports the history', async () => {
    const { page } = await the.as('moving-in-phone@example.com', 'phone');
    await goTo(page, '/settings');
    await page.getByLabel('Name of the token').fill('my script');
    await page.getByRole('button', { name: 'Make a token' }).click();
    expect(await page.getByLabel('Copy it now.').inputValue()).to.match(/^itpat_/);
    await checkPage(page);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('my script').waitFor({ state: 'detached' });
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'IronTrack' }).click();
    expect((await download).suggestedFilename()).to.equal('irontrack-irontrack.ndjson');
  });

  it('erases the account after it has asked for the password', async () => {
    const { page, takeFaults } = await the.as('erased@example.com', 'phone');
    await goTo(page, '/settings');
    await page.getByRole('button', { name: 'Erase …' }).click();
    await checkPage(page);
    await page.getByRole('dialog').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.close();
    // The browser itself reports what the page asked while the account was erased.
    expect(takeFaults().filter((fault) => !fault.includes('401'))).to.deep.equal([]);
  });
}
