import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { contentsOf } from './contents.ts';
import { homePage } from './home-page.ts';
import { withLinks } from './markdown.ts';
import { type Page, root } from './pages.ts';

/** The folder of the pages as the generator of the site reads them. It is made anew by each build. */
export const staged = join(root, '.docs/pages');

/** Writes the pages of the repository for the generator of the site, with links that are right there. */
export function stagePages(pages: readonly Page[]): void {
  rmSync(staged, { recursive: true, force: true });
  const paths = new Map(pages.map(({ source, path }) => [source, path]));
  for (const { source, path, text } of pages) {
    const linked = withLinks(text, (target) => linkOf(source, target, paths));
    writePage(path, source === recordsSource ? linked + recordsList(pages) : linked);
  }
  writePage('index.md', homePage(contentsOf(pages)));
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  writePage('licence.md', `# Licence\n\n\`\`\`text\n${licence}\`\`\`\n`);
}

/** The page of the decision records. Folders have no list of their files in the site, so the page gets it. */
const recordsSource = 'docs/adr/README.md';
const recordsList = (pages: readonly Page[]): string =>
  pages
    .filter(({ source }) => source.startsWith('docs/adr/0'))
    .map(({ title, path }) => `\n- [${title}](/${path})`)
    .join('');

export function writePage(path: string, text: string): void {
  mkdirSync(dirname(join(staged, path)), { recursive: true });
  writeFileSync(join(staged, path), text);
}

/** The target of a link in the site. A file that is no page is copied; a folder is its page, if it has one. */
function linkOf(source: string, target: string, paths: ReadonlyMap<string, string>): string {
  if (/^([a-z]+:|#)/.test(target)) return target;
  const [path = '', anchor] = target.split('#');
  const file = posix.join(posix.dirname(source), path).replace(/\/$/, '');
  const page = paths.get(file) ?? paths.get(`${file}/README.md`) ?? (file === 'LICENSE' ? 'licence.md' : undefined);
  if (page !== undefined) return `/${page}${anchor === undefined ? '' : `#${anchor}`}`;
  const copy = file.replace(/^docs\//, '');
  cpSync(join(root, file), join(staged, 'public', copy));
  return `/${copy}`;
}
