import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Size, sizes } from './browser.ts';

const source = readFileSync(join(import.meta.dirname, '../../../console/app/routes.tsx'), 'utf8');
const listed = [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
/** The addresses of the parts of a page, which look like pages of their own. */
const parts = ['timeline', 'progress', 'plan'].map((part) => `/athletes/:id/${part}`);
const signedOut = ['/sign-up', '/reset-password'];

/** Every address at which the application shows a page, and one at which it has none. */
const addresses = [...signedOut, '/nothing/*', ...parts, ...listed.map((path) => path.replace('/:part?', ''))];
const patterns = addresses.map((pathname) => ({ pathname, pattern: new URLPattern({ pathname }) }));

const unchecked = new Set(addresses.flatMap((address) => Object.keys(sizes).map((size) => `${address} on a ${size}`)));

export const noteChecked = (page: Page): void => {
  const found = patterns.find(({ pattern }) => pattern.test(page.url()));
  const size = (Object.keys(sizes) as Size[]).find((each) => sizes[each].width === page.viewportSize()?.width);
  unchecked.delete(`${found?.pathname} on a ${size}`);
};

/** The pages that no test has checked in a window of a size. */
export const uncheckedPages = (): readonly string[] => [...unchecked];
