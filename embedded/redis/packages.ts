import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const maxBuffer = 2 ** 26;

type Apt = (program: 'apt-get' | 'apt-cache', ...args: string[]) => Promise<string>;

/**
 * Creates a function that runs apt in the folder `cwd`. With `lists`, apt uses package lists in that folder instead of
 * the machine's.
 */
const createApt =
  (env: NodeJS.ProcessEnv, cwd: string, lists?: string): Apt =>
  async (program, ...args) => {
    const own = lists === undefined ? [] : [`Dir::State::Lists=${lists}`, `Dir::Cache=${lists}`, 'Debug::NoLocking=1'];
    const options = [...own, 'APT::Sandbox::User=root'].flatMap((option) => ['-o', option]);
    const { stdout } = await run(program, [...options, ...args], { cwd, env: { ...env, LC_ALL: 'C' }, maxBuffer });
    return stdout;
  };

async function readInstalledPackages(env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are placeholders of dpkg
  const format = '${db:Status-Status} ${Package}\n';
  const { stdout } = await run('dpkg-query', ['-W', '-f', format], { env, maxBuffer });
  const lines = stdout.split('\n').filter((line) => line.startsWith('installed '));
  return new Set(lines.map((line) => line.slice('installed '.length)));
}

/**
 * Parses the dependencies that apt prints into groups of alternative packages; one package of each group is required. A
 * line `|Depends:` means that its group continues on the next line.
 */
function parseDependencies(text: string): string[][] {
  const groups: string[][] = [[]];
  for (const [, more, name = ''] of text.matchAll(/^ *(\|?)Depends: (\S+)/gm)) {
    groups.at(-1)?.push(name);
    if (more === '') groups.push([]);
  }
  return groups;
}

/** The packages of Redis, and all libraries that they need directly or indirectly and that are not installed. */
async function listMissingPackages(apt: Apt, installed: ReadonlySet<string>): Promise<string[]> {
  const required = new Set<string>();
  for (let next = ['redis-server', 'redis-tools']; next.length > 0; ) {
    for (const name of next) required.add(name);
    const groups = parseDependencies(await apt('apt-cache', 'depends', ...next));
    const missing = groups.filter((group) => !group.some((name) => installed.has(name) || required.has(name)));
    next = missing.map((group) => group.find((name) => name.startsWith('lib'))).filter((name) => name !== undefined);
  }
  return [...required];
}

/**
 * Downloads the packages of Redis into the folder. First uses the machine's package lists; if they are missing or
 * outdated, downloads new lists. Neither needs root.
 */
export async function downloadPackages(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const installed = await readInstalledPackages(env);
  const download = async (apt: Apt) => apt('apt-get', 'download', ...(await listMissingPackages(apt, installed)));
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
