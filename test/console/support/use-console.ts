import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type Client, password } from '../../http/support/client.ts';
import { type System, sharedSystem, signIn } from '../../support/system.ts';
import { launch, openWindow, type Size, type Window } from './browser.ts';
import { checkPage } from './check-page.ts';
import { buildConsole } from './console-build.ts';

export type ConsoleSuite = Readonly<{
  url: () => string;
  browser: () => Browser;
  /** A client of the API that is signed in as the account, which it signs up first. */
  client: (email: string) => Promise<Client>;
  /** The window in which the account is signed in. It is the same for all tests of the account and size. */
  as: (email: string, size: Size) => Promise<Window>;
  /** A new window in which no one is signed in. */
  open: (size: Size) => Promise<Window>;
  /** Shows a page and checks it. */
  show: (page: Page, path: string, title: string) => Promise<void>;
}>;

/** Starts one service and one browser for all tests of the console. After each test, nothing may have gone wrong in a window. */
export function useConsole(): ConsoleSuite {
  let system: System;
  let browser: Browser;
  const windows = new Map<string, Window>();
  const open = async (size: Size) => {
    const opened = await openWindow(browser, system.url, size);
    windows.set(`anyone ${windows.size}`, opened);
    return opened;
  };
  before(async () => {
    buildConsole();
    const starting = sharedSystem();
    browser = await launch();
    system = await starting;
  });
  after(() => browser?.close());
  afterEach(() => expect([...windows.values()].flatMap(({ takeFaults }) => takeFaults())).to.deep.equal([]));
  const client = (email: string) => signIn(system.url, email);
  return {
    url: () => system.url,
    browser: () => browser,
    client,
    open,
    async as(email, size) {
      const known = windows.get(`${email} ${size}`);
      if (known) return known;
      await client(email);
      const opened = await openWindow(browser, system.url, size);
      windows.set(`${email} ${size}`, opened);
      await signInAt(opened.page, email);
      return opened;
    },
    async show(page, path, title) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await checkPage(page);
    },
  };
}

/** Signs in by the form. */
export async function signInAt(page: Page, email: string, given = password): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(given);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}
