import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { noteChecked } from './checked-pages.ts';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Only findings are described: the descriptions of what is right take most of the time. */
const resultTypes = ['violations'];

/** Runs the script by the protocol of the browser: `evaluate` would take twice as long with its 650 kB. */
async function loadAxe(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Runtime.evaluate', { expression: axe });
  await devTools.detach();
}

type Violation = Readonly<{ id: string; nodes: readonly Readonly<{ target: readonly string[] }>[] }>;

async function violations(page: Page, options: object): Promise<readonly string[]> {
  const found: readonly Violation[] = await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then((run) => run.violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/**
 * Checks what is shown: no finding of axe in light and in dark colours, and nothing beyond the width of the window. Waits
 * first until the page has loaded its data.
 */
export async function checkPage(page: Page): Promise<void> {
  await page.locator('body:not(:has([aria-busy]))').waitFor();
  if ((await page.evaluate('typeof axe')) === 'undefined') await loadAxe(page);
  const address = new URL(page.url()).pathname;
  expect(await violations(page, { runOnly: tags, resultTypes }), `findings of axe at ${address}`).to.deep.equal([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await violations(page, { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(inDark, `findings in dark colours at ${address}`).to.deep.equal([]);
  const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(width, `pixels that ${address} is too wide`).to.be.at.most(0);
  noteChecked(page);
}
