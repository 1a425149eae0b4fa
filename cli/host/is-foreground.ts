import { readFileSync } from 'node:fs';

/** What the system tells of a process without a terminal of its own. */
const noTerminal = '-1';

/**
 * Whether this process is in the foreground of its terminal. One that runs in the background, by `&`, would be stopped by the
 * system when it asks a question. Where the system does not say, it counts as in the foreground.
 */
export function isForeground(readStat = () => readFileSync('/proc/self/stat', 'utf8')): boolean {
  try {
    // The name in brackets may contain spaces. After it: state, parent, process group, session, terminal, its foreground group.
    const [, , group, , , foreground] = readStat()
      .replace(/^.*\) /s, '')
      .split(' ');
    return foreground === undefined || foreground === noTerminal || group === foreground;
  } catch {
    return true;
  }
}
