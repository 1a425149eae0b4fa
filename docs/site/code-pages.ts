import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { root } from './pages.ts';

/** What others may build on: the client package, and the vocabulary of the log. All else may change with each release. */
const clientEntry = 'client/irontrack.ts';
const eventEntries = globSync('src/events/*.ts', { cwd: root }).toSorted();

/** The pages of the reference of public code, by their paths below its folder, with their names. */
export const codePages: readonly Readonly<{ title: string; path: string }>[] = [
  { title: 'irontrack/client', path: 'client/irontrack.md' },
  ...eventEntries.map((entry) => ({ title: basename(entry, '.ts'), path: entry.replace(/\.ts$/, '.md') })),
];

/** Writes the reference of public code as pages into a folder of the site. */
export async function writeCodePages(folder: string): Promise<void> {
  const options: TypeDocOptions & PluginOptions = {
    ...{ entryPoints: [clientEntry, ...eventEntries], tsconfig: join(root, 'tsconfig.json'), basePath: root },
    ...{ plugin: ['typedoc-plugin-markdown'], outputs: [{ name: 'markdown', path: folder }], logLevel: 'Error' },
    ...{ name: 'Reference of the code', readme: 'none', entryFileName: 'index.md', router: 'module' },
    ...{ disableSources: true, excludeExternals: true, skipErrorChecking: true },
    ...{ hidePageHeader: true, hideBreadcrumbs: true, useCodeBlocks: true },
  };
  const application = await Application.bootstrapWithPlugins(options);
  const project = await application.convert();
  if (!project) throw new Error('TypeDoc cannot read the public modules.');
  await application.generateOutputs(project);
}
