import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Mutation tests: `node test/mutants.ts [folder …]`. Changes the code of each folder in small ways and
 * runs the folder's tests after every change. Fails if the tests notice less than 85 % of the changes of a folder.
 * `docs/mutation-testing.md` lists the changes that no test notices.
 */
const wanted = 85;
/** The files of the tests that are run for each folder. */
const testsOf: Readonly<Record<string, string>> = {
  'src/commands': 'test/{commands,documents,golden}/**/*.test.ts',
  'src/documents': 'test/{commands,documents,golden}/**/*.test.ts',
  // The tests that are left out read many random files, which takes too long to do for every change.
  'src/imports': 'test/imports/**/!(round-trip|rearranged-files).test.ts',
};
const folders = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(testsOf);
const unknown = folders.filter((folder) => testsOf[folder] === undefined);
if (unknown.length > 0)
  throw new Error(`No tests for ${unknown.join(', ')}. Choose from: ${Object.keys(testsOf).join(', ')}`);
const root = join(import.meta.dirname, '..');
const print = (line: string) => process.stdout.write(`${line}\n`);

type Report = Readonly<{
  files: Readonly<Record<string, Readonly<{ mutants: readonly Readonly<{ status: string }>[] }>>>;
}>;

for (const folder of folders) {
  const tests = globSync(testsOf[folder] ?? '');
  execFileSync('stryker', ['run', '--mutate', `${folder}/**/*.ts`, '--testFiles', tests.join()], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: `--require ${join(root, 'test/support/resolve-cjs.cjs')}` },
  });
  const report = JSON.parse(readFileSync(join(root, 'reports/mutation.json'), 'utf8')) as Report;
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const tested = statuses.filter((status) => status !== 'Ignored' && !status.endsWith('Error'));
  const killed = tested.filter((status) => status === 'Killed' || status === 'Timeout');
  const percent = (100 * killed.length) / tested.length;
  print(`${folder}: ${killed.length} of ${tested.length} mutants killed (${percent.toFixed(1)} %)`);
  if (!(percent >= wanted)) process.exitCode = 1;
}
