// Writes what the client knows of the API, from the OpenAPI document of this checkout: the types of all routes, and which
// routes accept no idempotency key. Plain JavaScript, because npm runs this at the end of an installation.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(import.meta.dirname);
const generated = join(import.meta.dirname, 'generated');

const { build } = await import('esbuild');
const { default: openApiTypes, astToString } = await import('openapi-typescript');

const document = await readDocument();
const types = await openApiTypes(document, { defaultNonNullable: false, immutable: true });
mkdirSync(generated, { recursive: true });
write('api.ts', astToString(types));
write('operations-without-key.ts', operationsWithoutKey());

/** Makes the document in a bundle, because an older Node cannot run the sources. */
async function readDocument() {
  const outfile = join(root, 'node_modules/.cache/irontrack/api-document.mjs');
  const contents = `
    import { createApiDocument } from './src/http/openapi/document.ts';
    import { routes } from './src/http/routes.ts';
    export const document = createApiDocument(routes, { version: '0', hostCookies: false });`;
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return (await import(`${pathToFileURL(outfile)}?${Date.now()}`)).document;
}

function operationsWithoutKey() {
  const names = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method, { parameters = [] }]) => method !== 'get' && !parameters.some(isKey))
      .map(([method]) => `  '${method.toUpperCase()} ${path}',`),
  );
  const comment = '/** The routes that change something and accept no idempotency key. */\n';
  return `${comment}export const operationsWithoutKey: ReadonlySet<string> = new Set([\n${names.join('\n')}\n]);\n`;
}

function isKey({ $ref, name = $ref }) {
  return name.endsWith('Idempotency-Key');
}

/** Leaves a file alone that would stay as it is, so that nothing is built again because of its time. */
function write(name, text) {
  const path = join(generated, name);
  if (textOf(path) !== text) writeFileSync(path, text);
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
