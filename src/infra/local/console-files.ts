import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { packageRoot } from './package-root.ts';

const folder = join(packageRoot, 'dist/console');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Reads the files of the web application by their paths; none where it was not built, as without development packages. */
export function readConsoleFiles(): ReadonlyMap<string, Readonly<{ type: string; body: Buffer }>> {
  const files = new Map<string, Readonly<{ type: string; body: Buffer }>>();
  const found = statSync(folder, { throwIfNoEntry: false })
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
    : [];
  for (const name of found) {
    const type = types[extname(name)];
    const path = `/${relative('.', name).replaceAll(sep, '/')}`;
    if (type !== undefined) files.set(path, { type, body: readFileSync(join(folder, name)) });
  }
  return files;
}
