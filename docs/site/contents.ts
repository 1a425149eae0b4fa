import { posix } from 'node:path';
import { linksIn } from './markdown.ts';
import type { Page } from './pages.ts';

/** A page in the contents, with the pages that its table lists. */
export type Entry = Readonly<{ page: Page; parts: readonly Page[] }>;

/** A section of the contents: what it is for, and its pages in order. */
export type Section = Readonly<{ title: string; purpose: string; entries: readonly Entry[] }>;

/** The page that lists all sections. */
export const contentsSource = 'docs/README.md';

/** The sections of `docs/README.md` in order. Each has a sentence about its purpose and a list of pages. */
export function contentsOf(pages: readonly Page[]): readonly Section[] {
  const contents = pages.find(({ source }) => source === contentsSource);
  const [, ...sections] = contents?.text.split(/^## /m) ?? [];
  return sections.map((section) => {
    const [title = '', purpose = ''] = section.split(/\n+/);
    const listed = pagesIn(section, '- [', contentsSource, pages);
    return {
      ...{ title, purpose },
      entries: listed.map((page) => ({ page, parts: pagesIn(page.text, '| [', page.source, pages) })),
    };
  });
}

/** The pages that lines of a text name by their first link, if the lines begin so. */
function pagesIn(text: string, begin: string, source: string, pages: readonly Page[]): readonly Page[] {
  const lines = text.split('\n').filter((line) => line.startsWith(begin));
  const targets = lines.map((line) => posix.join(posix.dirname(source), linksIn(line)[0] ?? ''));
  return targets.flatMap((target) => pages.find((page) => page.source === target) ?? []);
}

/** All pages that a section names. */
export const pagesOf = ({ entries }: Section): readonly Page[] =>
  entries.flatMap(({ page, parts }) => [page, ...parts]);
