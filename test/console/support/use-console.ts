import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Client } from '../../http/support/client.ts';
import { skipFile } from '../../support/skip-file.ts';
import { type System, sharedSystem, signIn } from '../../support/system.ts';
import { type Keeping, launch, openWindow, type Size, sizes, type Window } from './browser.ts';
import { checkPage } from './check-page.ts';
import { findChromium } from './chromium.ts';
import { buildConsole } from './console-build.ts';
import { enter, goTo } from './enter.ts';

export type ConsoleSuite = Readonly<{
  url: () => string;
  browser: () => Browser;
  /** A client of the API that is signed in as the account, which it signs up first. */
  client: (email: string) => Promise<Client>;
  /** A client of an account that may coach. */
  trainer: (email: string) => Promise<Client>;
  /** The window in which the account is signed in. It is the same for all tests of the account and size. */
  as: (email: string, size: Size, keeping?: Keeping) => Promise<Window>;
  /** A new window in which no one is signed in. */
  open: (size: Size) => Promise<Window>;
  /** Shows a page and checks it. */
  show: (page: Page, path: string, title: string) => Promise<void>;
}>;

/** Starts one service and one browser for all tests of the console. After each test, nothing may have gone wrong in a window. */
export function useConsole(): ConsoleSuite {
  let system: System;
  let browser: Browser;
  const windows = new Map<string, Promise<Window>>();
  const clients = new Map<string, Promise<Client>>();
  let lastCommand: Promise<unknown> = Promise.resolve();
  before(async () => {
    await findChromium().catch((error: unknown) => skipFile(`Chromium cannot be unpacked (${error})`));
    buildConsole();
    const starting = sharedSystem();
    browser = await launch();
    system = await starting;
  });
  after(() => browser?.close());
  afterEach(async () => {
    const opened = await Promise.all(windows.values());
    expect(opened.flatMap(({ takeFaults }) => takeFaults())).to.deep.equal([]);
  });
  const client = (email: string) => once(clients, email, () => signIn(system.url, email));
  const open = (size: Size) =>
    once(windows, `anyone ${windows.size}`, () => openWindow(browser, system.url, size, 'block'));
  return {
    url: () => system.url,
    browser: () => browser,
    client,
    open,
    trainer: (email) =>
      once(clients, email, async () => {
        await signIn(system.url, email);
        // Commands run inside this process, one after the other.
        lastCommand = lastCommand.then(() => system.cli('users', 'set-role', email, 'fitness-trainer'));
        await lastCommand;
        return signIn(system.url, email);
      }),
    as: (email, size, keeping = 'block') =>
      once(windows, `${email} ${size}`, async () => {
        const opened = await openWindow(browser, system.url, size, keeping);
        await enter(opened.page, await client(email));
        return opened;
      }),
    async show(page, path, title) {
      await goTo(page, path);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await checkPage(page);
    },
  };
}

/** What was made first for a key. */
function once<Value>(made: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

/** Tests the same on a phone and on a computer, at the same time. */
export const itOnEachSize = (title: string, test: (size: Size) => Promise<void>): void =>
  void it(`${title}, on a phone and on a computer`, async () => {
    const results = await Promise.allSettled((Object.keys(sizes) as Size[]).map(test));
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  });
