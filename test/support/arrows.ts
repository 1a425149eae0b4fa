import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

/**
 * What the code of a folder or file may import: other folders and files, npm packages by name, and Node's own modules
 * as `node:*`.
 */
type Rule = Readonly<{ parts: readonly string[]; packages: readonly string[] | 'any' }>;

const pure: Rule = { parts: [], packages: [] };

/**
 * The rules of DESIGN's folder map as data. A file follows the rule with the longest name that the file's path begins
 * with.
 */
export const rules: Readonly<Record<string, Rule>> = {
  'src/events': pure,
  'src/errors.ts': { parts: ['src/events'], packages: [] },
  'src/plain-messages.ts': { parts: [], packages: ['zod'] },
  'src/documents': { parts: ['src/events', 'src/errors.ts'], packages: [] },
  'src/training': { parts: ['src/events', 'src/documents', 'src/errors.ts'], packages: [] },
  'src/ports': { parts: ['src/events'], packages: [] },
  // The only Node module allowed here has no side effects: it converts international domain names.
  'src/commands': { parts: ['src/events', 'src/documents', 'src/ports', 'src/errors.ts'], packages: ['node:url'] },
  'src/use-cases': {
    parts: [
      ...['src/commands', 'src/events', 'src/documents', 'src/ports', 'src/imports', 'src/exports', 'src/training'],
      'src/errors.ts',
    ],
    packages: ['p-limit'],
  },
  'src/imports': {
    parts: ['src/events', 'src/errors.ts', 'src/plain-messages.ts'],
    packages: ['luxon', 'zod', 'node:buffer'],
  },
  'src/exports': { parts: ['src/events', 'src/documents'], packages: ['luxon'] },
  'src/projections': {
    parts: ['src/events', 'src/documents', 'src/ports', 'src/errors.ts'],
    packages: ['slonik', 'bullmq', 'node:*'],
  },
  'src/queries': {
    parts: ['src/events', 'src/documents', 'src/ports', 'src/errors.ts'],
    packages: ['slonik', 'zod', 'node:timers/promises'],
  },
  'src/policies': {
    parts: ['src/events', 'src/commands', 'src/use-cases', 'src/queries', 'src/ports', 'src/errors.ts'],
    packages: [],
  },
  'src/http': {
    parts: [
      ...['src/commands', 'src/use-cases', 'src/queries', 'src/exports', 'src/documents', 'src/events', 'src/ports'],
      ...['src/training', 'src/errors.ts', 'src/plain-messages.ts'],
    ],
    packages: [
      ...[
        'express',
        'passport',
        'passport-jwt',
        'zod',
        'zod-openapi',
        'cookie-parser',
        'cors',
        'helmet',
        '@fastify/busboy',
        'node:*',
      ],
    ],
  },
  'src/mcp': {
    parts: [
      ...['src/http', 'src/commands', 'src/use-cases', 'src/queries', 'src/documents', 'src/events', 'src/ports'],
      ...['src/training', 'src/errors.ts'],
    ],
    packages: ['@modelcontextprotocol/server', 'express', 'zod', 'node:*'],
  },
  'src/infra': { parts: ['src/ports', 'src/events', 'src/documents', 'src/errors.ts'], packages: 'any' },
  'src/service': { parts: ['src'], packages: 'any' },
  cli: { parts: ['src', 'embedded'], packages: ['yargs', 'cli-progress', '@inquirer/prompts', 'node:*'] },
  client: { parts: [], packages: ['openapi-fetch'] },
  console: { parts: ['client'], packages: ['preact', 'preact-iso', '@preact/signals', 'uplot'] },
  embedded: { parts: [], packages: 'any' },
};

export type Violation = Readonly<{ file: string; imports: string }>;

const partOf = (path: string): string | undefined =>
  Object.keys(rules)
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

const packageOf = (specifier: string): string => {
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
};

/**
 * Every import in the code below `root` that the folder map forbids, and every source file that the folder map does not
 * cover.
 */
export function violations(root: string): Violation[] {
  return ['src', 'cli', 'client', 'console', 'embedded'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name))
      .flatMap((file) => violationsIn(root, file)),
  );
}

function violationsIn(root: string, file: string): Violation[] {
  const part = partOf(file);
  const rule = part && rules[part];
  if (!part || !rule) return [{ file, imports: 'is in no part of the folder map' }];
  return importsOf(join(root, file))
    .filter((specifier) => !isAllowed(root, file, part, rule, specifier))
    .map((imports) => ({ file, imports }));
}

function isAllowed(root: string, file: string, part: string, rule: Rule, specifier: string): boolean {
  if (specifier.startsWith('.')) {
    const target = relative(root, join(root, dirname(file), specifier));
    const targetPart = partOf(target);
    return targetPart === part || rule.parts.some((allowed) => target === allowed || target.startsWith(`${allowed}/`));
  }
  if (rule.packages === 'any') return true;
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (isBuiltin) return rule.packages.includes('node:*') || rule.packages.includes(specifier);
  return rule.packages.includes(packageOf(specifier));
}

/** The names that a source file imports: static, dynamic and type-only imports, and re-exports. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const { module } = parseSync(path, text);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''),
  );
  return [...named, ...dynamic];
}
