import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Chromium, and the environment that it needs. */
export type ChromiumProgram = Readonly<{ program: string; env: Record<string, string> }>;

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Finds Chromium in the folders of PATH. */
export async function findChromium(): Promise<ChromiumProgram> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const program = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (program === undefined) throw new Error('There is no Chromium on this machine');
  return { program, env: process.env as Record<string, string> };
}
