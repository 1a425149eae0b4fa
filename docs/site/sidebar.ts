import type { Entry, Section } from './contents.ts';
import type { Page } from './pages.ts';

/** An item of the navigation, as VitePress has it. Its own type would bring those of browsers to the tests. */
type Item = { text: string; link?: string; collapsed?: boolean; items?: Item[] };

/** The pages that are made by the build, in their sections. */
export type MadePages = Readonly<Record<string, readonly Item[]>>;

/** The navigation beside each page, from the contents and the pages that are made by the build. */
export const sidebarOf = (sections: readonly Section[], made: MadePages): Item[] =>
  sections.map(({ title, entries }) => ({
    text: title,
    items: [...entries.map(itemOf), ...(made[title] ?? [])],
  }));

function itemOf({ page, parts }: Entry): Item {
  if (parts.length === 0) return linkTo(page);
  return { ...linkTo(page), collapsed: true, items: parts.map(linkTo) };
}

const linkTo = ({ title, path }: Pick<Page, 'title' | 'path'>): Item => ({
  text: title,
  link: `/${path.replace(/(index)?\.md$/, '')}`,
});
