import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sendSignal } from '../../../embedded/processes/process-table.ts';
import { compileCache } from '../../support/compile-cache.ts';
import { type Example, isAsShown } from './examples.ts';

const root = join(import.meta.dirname, '../../..');
const modules = join(root, 'node_modules');
const longestMs = 140_000;
/** Separates what the examples of a page print. */
const separator = '\u001e';

/** Creates what an application needs in its folder to import `irontrack/client`: here the sources of this checkout. */
export function installClient(folder: string): void {
  const installed = join(folder, 'node_modules/irontrack');
  mkdirSync(installed, { recursive: true });
  symlinkSync(join(root, 'client'), join(installed, 'client'));
  const exports = { './client': './client/irontrack.ts' };
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name: 'irontrack', type: 'module', exports }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
}

/** What the compiler says of all examples in TypeScript below a folder: nothing if their types are right. */
export async function typeErrorsIn(folder: string): Promise<string> {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: 'esnext', module: 'nodenext', allowImportingTsExtensions: true },
    ...{ skipLibCheck: true, types: ['node'], typeRoots: [join(modules, '@types')] },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
  const compiler = join(modules, 'typescript-7/bin/tsc');
  const { stdout, stderr } = await runScript(`node '${compiler}' --project . || true`, { folder, env: {} });
  return stdout + stderr;
}

/**
 * Runs the examples one after the other in one shell and one folder. Throws for the first one that fails, or that prints
 * something other than its page shows.
 */
export async function runExamples(
  examples: readonly Example[],
  { folder, env }: Readonly<{ folder: string; env: Readonly<Record<string, string>> }>,
): Promise<void> {
  const parts = examples.map(({ language, code }, index) => {
    if (language === 'sh') return code;
    writeFileSync(join(folder, `example-${index}.ts`), code);
    return `node example-${index}.ts\n`;
  });
  const { code, stdout, stderr } = await runScript(parts.map((part) => `printf '${separator}'\n${part}`).join(''), {
    folder,
    env,
  });
  const outputs = stdout.split(separator).slice(1);
  for (const [index, { place, response }] of examples.entries()) {
    const output = outputs[index] ?? '';
    const isLast = index >= outputs.length - 1;
    if (isLast && code !== 0) throw new Error(`${place} ends with ${code}:\n${output}\n${stderr}`);
    if (response && !isAsShown(output, response)) throw new Error(`${place} prints something else:\n${output}`);
  }
}

type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

async function runScript(
  script: string,
  { folder, env }: Readonly<{ folder: string; env: Readonly<Record<string, string>> }>,
): Promise<Ended> {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH, NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid = 0 } = child;
  const timer = setTimeout(() => sendSignal(-pid, 'SIGKILL'), longestMs);
  try {
    const ended = once(child, 'close');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: (await ended)[0], stdout, stderr };
  } finally {
    clearTimeout(timer);
  }
}
