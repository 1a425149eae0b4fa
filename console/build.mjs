// Builds the web application into `dist/console`, or into another folder: `node console/build.mjs [folder] [--watch]`. Plain
// JavaScript, because npm runs this at the end of an installation.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = import.meta.dirname;
const [folder = join(root, '../dist/console')] = process.argv.slice(2).filter((argument) => argument !== '--watch');
const oldestNode = 22;

if (Number.parseInt(process.versions.node, 10) < oldestNode) skip(`it needs Node ${oldestNode} or newer`);
/** What the first page always loads is one file, and so is what most pages share: each file takes a phone some milliseconds. */
const chunks = [
  { name: 'start', tags: ['$initial'], test: (id) => !id.startsWith(join(root, 'sw')) },
  { name: 'shared', minShareCount: 4, test: (id) => id.startsWith(root) && !id.startsWith(join(root, 'chart')) },
];
const vite = await import('vite').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  skip('vite is not installed');
});

await vite.build({
  root,
  configFile: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(folder),
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: 'chrome123',
    // The content security policy forbids addresses that begin with `data:` for all but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    watch: process.argv.includes('--watch') ? {} : null,
    rolldownOptions: {
      // A slow machine is no reason for a warning in an installation.
      checks: { pluginTimings: false },
      input: { index: join(root, 'index.html'), sw: join(root, 'sw/sw.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: chunks },
      },
    },
  },
  plugins: [listFiles()],
});

/** Tells the service worker which files it keeps, and a version that changes with any of them. */
function listFiles() {
  return {
    name: 'irontrack:files',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const built = Object.values(bundle).filter(({ fileName }) => fileName !== 'sw.js');
      const fixed = readdirSync(join(root, 'public'));
      const version = createHash('sha256');
      for (const file of built) version.update(file.fileName).update(file.type === 'asset' ? file.source : '');
      for (const name of fixed) version.update(readFileSync(join(root, 'public', name)));
      const files = [...built.map(({ fileName }) => fileName), ...fixed].map((name) => `/${name}`).sort();
      const worker = bundle['sw.js'];
      worker.code = worker.code
        .replace('__FILES__', JSON.stringify(files))
        .replace('__VERSION__', JSON.stringify(version.digest('hex').slice(0, 16)));
    },
  };
}

function skip(reason) {
  process.stderr.write(`The console is not built: ${reason}.\n`);
  process.exit();
}
