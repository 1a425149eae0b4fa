import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { thisMachine } from '../../../embedded/debian/machine.ts';
import { unpackProgram } from '../../../embedded/debian/unpack.ts';
import { programCacheFolder } from '../../../embedded/program-cache.ts';

/** A Chromium, and the environment that it needs. */
export type ChromiumProgram = Readonly<{ program: string; env: NodeJS.ProcessEnv }>;

/** Chromium without windows of its own comes first: it needs two fifths less processor time than the one with windows. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const fonts = ['fontconfig-config', 'fonts-dejavu-core'];
const packages = ['chromium-headless-shell', 'chromium-common', ...fonts];
const chromium = { title: 'Chromium', packages, path: 'usr/lib/chromium/chromium-headless-shell' };

/**
 * Finds Chromium without windows of its own in the folders of PATH, or unpacks that of Debian, without root, as Redis is.
 * Where neither is possible, finds a Chromium with windows.
 */
export async function findChromium(): Promise<ChromiumProgram> {
  const { env } = thisMachine();
  const folders = (env.PATH ?? '').split(delimiter);
  const [shell, ...others] = names.map((name) => folders.map((folder) => join(folder, name)).find(existsSync));
  if (shell !== undefined) return { program: shell, env };
  try {
    return await unpackChromium();
  } catch (error) {
    const installed = others.find((program) => program !== undefined);
    if (installed === undefined) throw error;
    return { program: installed, env };
  }
}

async function unpackChromium(): Promise<ChromiumProgram> {
  const { env, distribution } = thisMachine();
  const name = `chromium-headless-shell-${distribution.names[0]}-${distribution.version}-${process.arch}`;
  const found = await unpackProgram(join(programCacheFolder(env), name), chromium, { env, say: () => {} });
  return { ...found, env: { ...found.env, FONTCONFIG_FILE: fontsOf(join(dirname(found.program), '../../..')) } };
}

/** A configuration that names the unpacked fonts, because a machine without fonts has none either. */
function fontsOf(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const cache = join(folder, 'font-cache');
  const dir = join(folder, 'usr/share/fonts');
  writeFileSync(file, `<fontconfig><dir>${dir}</dir><cachedir>${cache}</cachedir></fontconfig>\n`);
  return file;
}
