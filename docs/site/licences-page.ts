import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages.ts';
import { table } from './reference/tables.ts';

type Package = Readonly<{ version?: string; license?: string; dev?: boolean; link?: boolean }>;

/** The licences of all packages that an installation has, and of those that are needed for tests and builds. */
export function licencesPage(): string {
  const { packages }: { packages: Record<string, Package> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  const all = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
  const [installed, others] = [all.filter(([, { dev }]) => !dev), all.filter(([, { dev }]) => dev)];
  return `# Licences

IronTrack has the [MIT licence](/licence.md). It uses the packages of this page, which keep their own licences. The list follows from \`package-lock.json\`.

## Packages of an installation

${countWords(installed)}
${packageTable(installed)}
## Packages for tests and builds

They are not installed with IronTrack. The console contains code of \`preact\`, \`preact-iso\`, \`@preact/signals\` and \`uplot\`.

${countWords(others)}
${packageTable(others)}`;
}

type Entry = readonly [path: string, is: Package];

function packageTable(entries: readonly Entry[]): string {
  const rows = entries.map(([path, { version = '', license = 'unknown' }]) => [nameOf(path), version, license]);
  const lines = [...new Map(rows.map((row) => [row.join(' '), row])).values()];
  return table(['package', 'version', 'licence'], lines);
}

function countWords(entries: readonly Entry[]): string {
  const byLicence = Map.groupBy(entries, ([, { license = 'unknown' }]) => license);
  const counts = [...byLicence]
    .map(([licence, { length }]) => ({ licence, length }))
    .toSorted((a, b) => b.length - a.length);
  return `${counts.map(({ licence, length }) => `${length} × ${licence}`).join(', ')}.`;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
