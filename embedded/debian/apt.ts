import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const maxBuffer = 2 ** 26;

export type Apt = (program: 'apt-get' | 'apt-cache', ...args: string[]) => Promise<string>;

/**
 * Creates a function that runs apt in the folder `cwd`. With `lists`, apt uses package lists in that folder instead of
 * the machine's.
 */
export const createApt =
  (env: NodeJS.ProcessEnv, cwd: string, lists?: string): Apt =>
  async (program, ...args) => {
    const own = lists === undefined ? [] : [`Dir::State::Lists=${lists}`, `Dir::Cache=${lists}`, 'Debug::NoLocking=1'];
    const options = [...own, 'APT::Sandbox::User=root'].flatMap((option) => ['-o', option]);
    const { stdout } = await run(program, [...options, ...args], { cwd, env: { ...env, LC_ALL: 'C' }, maxBuffer });
    return stdout;
  };

export async function readInstalledPackages(env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are placeholders of dpkg
  const format = '${db:Status-Status} ${Package}\n';
  const { stdout } = await run('dpkg-query', ['-W', '-f', format], { env, maxBuffer });
  const lines = stdout.split('\n').filter((line) => line.startsWith('installed '));
  return new Set(lines.map((line) => line.slice('installed '.length)));
}
