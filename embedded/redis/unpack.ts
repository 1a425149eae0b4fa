import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fillOnce } from '../cache.ts';
import type { RedisProgram } from './find.ts';

const run = promisify(execFile);

type Apt = (program: 'apt-get' | 'apt-cache', ...args: string[]) => Promise<string>;

/** apt with our own words, and with package lists of our own if a folder for them is given. */
const aptWith =
  (env: NodeJS.ProcessEnv, cwd: string, lists?: string): Apt =>
  async (program, ...args) => {
    const own = lists === undefined ? [] : [`Dir::State::Lists=${lists}`, `Dir::Cache=${lists}`, 'Debug::NoLocking=1'];
    const options = [...own, 'APT::Sandbox::User=root'].flatMap((option) => ['-o', option]);
    const { stdout } = await run(program, [...options, ...args], {
      cwd,
      env: { ...env, LC_ALL: 'C' },
      maxBuffer: 2 ** 26,
    });
    return stdout;
  };

async function installedPackages(env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package}\n'], {
    env,
    maxBuffer: 2 ** 26,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('installed '));
  return new Set(lines.map((line) => line.slice('installed '.length)));
}

/** Groups of alternatives of which one is needed: `|Depends:` is followed by another choice, `Depends:` closes the group. */
function dependencies(text: string): string[][] {
  const groups: string[][] = [[]];
  for (const [, more, name = ''] of text.matchAll(/^ *(\|?)Depends: (\S+)/gm)) {
    groups.at(-1)?.push(name);
    if (more === '') groups.push([]);
  }
  return groups;
}

/** The server's packages and the libraries they need, directly or not, that the machine lacks. */
async function neededPackages(apt: Apt, installed: ReadonlySet<string>): Promise<string[]> {
  const needed = new Set<string>();
  for (let next = ['redis-server', 'redis-tools']; next.length > 0; ) {
    for (const name of next) needed.add(name);
    const groups = dependencies(await apt('apt-cache', 'depends', ...next));
    const missing = groups.filter((group) => !group.some((name) => installed.has(name) || needed.has(name)));
    next = missing.map((group) => group.find((name) => name.startsWith('lib'))).filter((name) => name !== undefined);
  }
  return [...needed];
}

/** Fetches the packages with the machine's package lists; where they are missing or outdated, with fresh ones of our own. */
async function download(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const installed = await installedPackages(env);
  const fetch = async (apt: Apt) => apt('apt-get', 'download', ...(await neededPackages(apt, installed)));
  try {
    await fetch(aptWith(env, folder));
  } catch {
    const lists = join(folder, 'lists');
    mkdirSync(join(lists, 'partial'), { recursive: true });
    mkdirSync(join(lists, 'archives', 'partial'), { recursive: true });
    const apt = aptWith(env, folder, lists);
    await apt('apt-get', 'update');
    await fetch(apt);
    rmSync(lists, { recursive: true });
  }
}

async function unpack(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await download(folder, env);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', ['-x', file, '.'], { cwd: folder, env });
    rmSync(join(folder, file));
  }
  const { program, env: own } = programIn(folder, env);
  // A library that is still missing shows here, not at the first start.
  await run(program, ['--version'], { env: own });
}

function programIn(folder: string, env: NodeJS.ProcessEnv): RedisProgram {
  const libraries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.so(\.\d+)*$/.test(name))
    .map((name) => join(folder, dirname(name)));
  const path = [...new Set(libraries)].join(':');
  return { program: join(folder, 'usr/bin/redis-server'), env: { ...env, LD_LIBRARY_PATH: path } };
}

/** The distribution's Redis in that folder, unpacked on first use. */
export async function unpackRedis(
  folder: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<RedisProgram> {
  if (!existsSync(folder)) say(`Redis is not installed; unpacking the distribution's package into ${folder}`);
  await fillOnce(folder, (empty) => unpack(empty, env));
  return programIn(folder, env);
}
