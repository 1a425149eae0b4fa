import type { Page } from 'playwright-core';

/** Times since the navigation began, in milliseconds: the first paint with content, and the first sessions of the list. */
export type Paints = Readonly<{ first: number; list: number }>;

const history = '/history';
const row = 'a[href^="/sessions/"]';

/** The first paint of a page that is nothing but a word: the browser's own share. */
export async function barePaintOf(page: Page, slowdown: number): Promise<number> {
  await page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: '<p>IronTrack' }));
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto('/bare');
  return firstPaint(page);
}

/** Opens the history as a new page on a processor that is `slowdown` times slower. */
export async function paintsOf(
  page: Page,
  { slowdown, cached }: { slowdown: number; cached: boolean },
): Promise<Paints> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await devTools.send('Network.enable');
  await devTools.send('Network.setCacheDisabled', { cacheDisabled: !cached });
  await devTools.send('Network.setBypassServiceWorker', { bypass: !cached });
  await page.goto(history);
  const list = await page.evaluate<number>(`new Promise((resolve) => {
    const look = () => document.querySelector('${row}') ? resolve(performance.now()) : requestAnimationFrame(look);
    look();
  })`);
  return { first: await firstPaint(page), list };
}

const firstPaint = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
    }).observe({ type: 'paint', buffered: true });
  })`);

/** Scrolls to the end of the history; returns the longest task in milliseconds, or 0 if none took 50 ms. */
export async function longestTaskWhileScrolling(page: Page, sessions: number, slowdown: number): Promise<number> {
  await page.goto(history);
  await page.locator(row).first().waitFor();
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.evaluate(`longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });`);
  // Each frame scrolls by a third of the window, as a finger does, until all sessions are in the list and have been seen.
  await page.evaluate(`new Promise((resolve) => {
    const scroll = () => {
      scrollBy(0, innerHeight / 3);
      const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
      const isWhole = document.querySelectorAll('${row}').length >= ${sessions};
      if (isAtEnd && isWhole) resolve(); else requestAnimationFrame(scroll);
    };
    scroll();
  })`);
  return page.evaluate<number>('longest');
}
