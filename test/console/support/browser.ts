import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** The windows in which every page is shown: a small phone, and a computer. */
export const sizes = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 860 },
} as const;
export type Size = keyof typeof sizes;

/** A window of a browser with cookies and a storage of its own, and what went wrong in it. */
export type Window = Readonly<{
  page: Page;
  context: BrowserContext;
  /** Errors in the console of the browser, errors of scripts, and requests to other hosts, since the last call. */
  takeFaults: () => readonly string[];
}>;

export async function launch(): Promise<Browser> {
  const { program, env } = await findChromium();
  // Chromium's sandbox needs rights that root in a container does not have. The browser opens our own pages only.
  // Drawing in the browser's own process saves a tenth of its processor time.
  return chromium.launch({ executablePath: program, env: definedIn(env), args: ['--no-sandbox', '--in-process-gpu'] });
}

/** The variables that have a value. */
const definedIn = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** Whether the application may keep its files in the browser, as it does to open without network. That takes half a second. */
export type Keeping = 'allow' | 'block';

export async function openWindow(
  browser: Browser,
  url: string,
  size: Size,
  serviceWorkers: Keeping = 'allow',
): Promise<Window> {
  const context = await browser.newContext({
    ...{ baseURL: url, viewport: sizes[size], hasTouch: size === 'phone', serviceWorkers },
    ...{ locale: 'en-GB', timezoneId: 'Europe/Berlin', acceptDownloads: true },
  });
  context.setDefaultTimeout(30_000);
  const faults: string[] = [];
  const page = await context.newPage();
  page.on(
    'console',
    (message) => message.type() === 'error' && faults.push(`${message.text()} ${message.location().url}`),
  );
  page.on('pageerror', (error) => faults.push(String(error)));
  context.on('request', (request) => {
    if (!request.url().startsWith(url)) faults.push(`a request to ${request.url()}`);
  });
  return { page, context, takeFaults: () => faults.splice(0) };
}
