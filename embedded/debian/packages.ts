import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Apt, createApt, readInstalledPackages } from './apt.ts';

const onlyDependencies = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
  (kind) => `--no-${kind}`,
);

/**
 * Parses the dependencies that apt prints for several packages. Each package has groups of alternatives; one package of each
 * group is required. A line `|Depends:` means that its group continues on the next line.
 */
function parseDependencies(text: string): ReadonlyMap<string, readonly string[][]> {
  const all = new Map<string, string[][]>();
  let groups: string[][] = [];
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) {
      groups = [[]];
      all.set(line, groups);
    }
    const [, more, name] = /^ *(\|?)Depends: (\S+)/.exec(line) ?? [];
    if (name === undefined) continue;
    groups.at(-1)?.push(name);
    if (more === '') groups.push([]);
  }
  return all;
}

/** The packages, and all libraries that they need directly or indirectly and that are not installed. */
async function listMissingPackages(
  apt: Apt,
  packages: readonly string[],
  installed: ReadonlySet<string>,
): Promise<string[]> {
  // One call for all packages: apt reads its package lists in each call, which takes a second.
  const text = await apt('apt-cache', 'depends', '--recurse', ...onlyDependencies, ...packages);
  const dependencies = parseDependencies(text);
  const required = new Set(packages);
  for (const name of required) {
    for (const group of dependencies.get(name) ?? []) {
      const isMet = group.some((each) => installed.has(each) || required.has(each));
      const library = isMet ? undefined : group.find((each) => each.startsWith('lib'));
      if (library !== undefined) required.add(library);
    }
  }
  return [...required];
}

/**
 * Downloads packages, with the libraries that they need, into the folder. First uses the machine's package lists; if they
 * are missing or outdated, downloads new lists. Neither needs root.
 */
export async function downloadPackages(
  folder: string,
  packages: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const installed = await readInstalledPackages(env);
  const download = async (apt: Apt) =>
    apt('apt-get', 'download', ...(await listMissingPackages(apt, packages, installed)));
  try {
    await download(createApt(env, folder));
  } catch {
    const lists = join(folder, 'lists');
    mkdirSync(join(lists, 'partial'), { recursive: true });
    mkdirSync(join(lists, 'archives', 'partial'), { recursive: true });
    const apt = createApt(env, folder, lists);
    await apt('apt-get', 'update');
    await download(apt);
    rmSync(lists, { recursive: true });
  }
}
