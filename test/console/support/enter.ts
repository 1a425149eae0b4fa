import type { Page } from 'playwright-core';
import type { Client } from '../../http/support/client.ts';

/** Remembers in the database of the browser who has signed in, as the form does. */
const remember = (account: unknown) => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('irontrack', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('values');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const writing = opening.result.transaction('values', 'readwrite');
    writing.objectStore('values').put(${JSON.stringify(account)}, 'last-account');
    writing.oncomplete = () => {
      opening.result.close();
      resolve();
    };
  };
})`;

/** Opens the application with the sign-in of a client of the API, because the form and its password take seconds. */
export async function enter(page: Page, client: Client): Promise<void> {
  await page.route('**/empty', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="/icon.svg">' }),
  );
  await page.goto('/empty');
  // While requests are looked at, the browser takes nothing from its cache.
  await page.unroute('**/empty');
  const { origin } = new URL(page.url());
  const cookies = (client.cookie ?? '').split('; ').map((each) => {
    const [name = '', value = ''] = each.split(/=(.*)/s);
    return { name, value, url: origin, httpOnly: true };
  });
  await page.context().addCookies(cookies);
  await page.evaluate(remember((await client.get('/access/me')).json));
  await page.goto('/');
  await page.getByRole('navigation').first().waitFor();
}

/** Goes to a page of the application as a link does, without loading the application again. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'));`,
  );
}
