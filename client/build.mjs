// Builds `irontrack/client` into `dist/client`: one minified file for browsers and Node, and its types. Plain JavaScript,
// because npm runs this at the end of an installation.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const oldestNode = 22;

const esbuild = await import('esbuild').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  skip('esbuild is not installed');
});
if (Number.parseInt(process.versions.node, 10) < oldestNode) skip(`it needs Node ${oldestNode} or newer`);

await import('./generate.mjs');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['client/irontrack.ts'],
  outdir: 'dist/client',
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2023',
  logLevel: 'warning',
});
const compiler = join(root, 'node_modules/typescript-7/bin/tsc');
execFileSync(process.execPath, [compiler, '--project', join(root, 'client')], { stdio: 'inherit' });

function skip(reason) {
  process.stderr.write(`The client of the API is not built: ${reason}.\n`);
  process.exit();
}
