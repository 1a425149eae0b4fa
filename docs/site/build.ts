import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vitepress';
import { writeCodePages } from './code-pages.ts';
import { licencesPage } from './licences-page.ts';
import { readPages, root } from './pages.ts';
import { httpPages } from './reference/http-pages.ts';
import { staged, stagePages, writePage } from './stage-pages.ts';

/**
 * `npm run docs`: makes the site in `.docs/html`. With `-- --base /path/` it is for an address with this path. Nothing is
 * fetched, neither here nor by the pages.
 */
const { values } = parseArgs({ options: { base: { type: 'string', default: '/' } } });

stagePages(readPages());
for (const { path, text } of httpPages()) writePage(path, text);
writePage('licences.md', licencesPage());
await writeCodePages(join(staged, 'code'));
await build(join(root, 'docs/site'), { base: values.base });
