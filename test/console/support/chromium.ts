import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { thisMachine } from '../../../embedded/debian/machine.ts';
import { unpackProgram } from '../../../embedded/debian/unpack.ts';
import { programCacheFolder } from '../../../embedded/program-cache.ts';

/** A Chromium, and the environment that it needs. */
export type ChromiumProgram = Readonly<{ program: string; env: NodeJS.ProcessEnv }>;

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const fonts = ['fontconfig-config', 'fonts-dejavu-core'];
const packages = ['chromium', 'chromium-common', ...fonts];
const chromium = { title: 'Chromium', packages, path: 'usr/lib/chromium/chromium' };

/** Finds Chromium in the folders of PATH; without one, that of Debian is unpacked, without root, as Redis is. */
export async function findChromium(): Promise<ChromiumProgram> {
  const { env, distribution } = thisMachine();
  const folders = (env.PATH ?? '').split(delimiter);
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (installed !== undefined) return { program: installed, env };
  const name = `chromium-${distribution.names[0]}-${distribution.version}-${process.arch}`;
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
