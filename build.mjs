// Bundles the program into `dist`, or into another folder: `node build.mjs [folder]`. A few large files load much faster than a
// thousand small ones. Plain JavaScript, because npm runs this at the end of an installation with any version of Node.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = import.meta.dirname;
const outdir = resolve(root, process.argv[2] ?? 'dist');

const esbuild = await import('esbuild').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stderr.write('Nothing is bundled, as esbuild is not installed: irontrack runs from its sources.\n');
  process.exit();
});

/** What other builds make in the folder, and replace themselves. */
const others = ['client', 'console'];
for (const old of existsSync(outdir) ? readdirSync(outdir) : []) {
  if (!others.includes(old)) rmSync(join(outdir, old), { recursive: true });
}
const { metafile } = await esbuild.build({
  absWorkingDir: root,
  // The event store runs as a process of its own, and checks its file in a thread. Files are imported in a thread.
  entryPoints: {
    irontrack: 'cli/main.ts',
    'event-store-server': 'embedded/eventstoredb/event-store-server.ts',
    'integrity-worker': 'embedded/eventstoredb/store/integrity-worker.ts',
    'import-thread': 'src/service/import-thread/import-thread.ts',
  },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Optional and native packages stay where they are installed.
  external: ['@node-rs/argon2', 'msgpackr-extract', 'pg-native'],
  // Keeps stack traces readable: names stay, and lines are short.
  minifyWhitespace: true,
  lineLimit: 120,
  keepNames: true,
  // For packages in CommonJS, which call `require` for built-in modules.
  banner: {
    js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});

/**
 * esbuild names each function anew when it is made, also functions that have the name already, which are nearly all. Some are
 * made several times per request, so the name is compared first.
 */
const naming = /__defProp\(\s*target,\s*"name"/;
const helpers = readdirSync(outdir)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ path: join(outdir, name), text: readFileSync(join(outdir, name), 'utf8') }))
  .filter(({ text }) => naming.test(text));
if (helpers.length !== 1) throw new Error('The function with which esbuild names functions has changed');
for (const { path, text } of helpers) writeFileSync(path, text.replace(naming, 'target.name===value?target:$&'));

/** What the bundle was made from; `bin/irontrack.cjs` uses the bundle only while these files are unchanged. */
const inputs = [...Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/')), 'package-lock.json'];
const stamps = inputs.map((path) => {
  const { size, mtimeMs } = statSync(join(root, path));
  return { path, size, mtimeMs };
});
writeFileSync(join(outdir, 'inputs.json'), JSON.stringify(stamps));
