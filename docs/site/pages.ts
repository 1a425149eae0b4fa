import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { titleOf } from './markdown.ts';

export const root = join(import.meta.dirname, '../..');

/** A page of the site: where it is in the repository and in the site, its title and its text. */
export type Page = Readonly<{ source: string; path: string; title: string; text: string }>;

/** All Markdown for readers of the repository. The README leads to the folder `docs`, so it is no page. */
export const readPages = (): readonly Page[] =>
  globSync(['docs/**/*.md', '*.md', 'deploy/**/*.md'], { cwd: root, exclude: ['docs/site/**', 'README.md'] })
    .toSorted()
    .map((source) => {
      const text = readFileSync(join(root, source), 'utf8');
      return { source, path: pathOf(source), title: titleOf(text), text };
    });

const pathOf = (source: string): string =>
  source.startsWith('docs/')
    ? source.slice('docs/'.length).replace(/README\.md$/, 'index.md')
    : source.replace(/\/README\.md$/, '.md').toLowerCase();
