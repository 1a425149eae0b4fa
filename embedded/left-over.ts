import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, descendantsOf, signalTo } from './processes.ts';
import { until } from './wait.ts';

type Process = { readonly pid: number; readonly birth: string | undefined };
type Note = Process & { readonly owner: Process };

const noteIn = (folder: string) => join(folder, 'process.json');
const identify = (pid: number): Process => ({ pid, birth: birthOf(pid) });
const lives = ({ pid, birth }: Process) => birth !== undefined && birthOf(pid) === birth;

/** Notes in the service's folder which process has it, and who started that. The note outlives both. */
export function recordProcess(folder: string, pid: number): void {
  const note: Note = { ...identify(pid), owner: identify(process.pid) };
  writeFileSync(noteIn(folder), JSON.stringify(note), { mode: 0o600 });
}

function readNote(folder: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(noteIn(folder), 'utf8')) as Note;
  } catch {
    // None, or cut short by a power cut, which left no process either.
    return undefined;
  }
}

/**
 * Two servers must never have the same data. One that outlived its parent (still shutting down, say) is waited for and, if need
 * be, killed; one whose parent lives is refused. Returns the pid of the process that had the data last.
 */
export async function endLeftOver(
  folder: string,
  title: string,
  stopSignal: NodeJS.Signals,
  say: (line: string) => void,
): Promise<number | undefined> {
  const note = readNote(folder);
  if (note === undefined || !lives(note)) return note?.pid;
  if (lives(note.owner)) throw new Error(`${title} in ${folder} is already run by process ${note.owner.pid}`);
  say(`${title} of an earlier run is still there (process ${note.pid}); ending it`);
  signalTo(note.pid, 'SIGCONT');
  signalTo(note.pid, stopSignal);
  if (!(await until(5_000, () => !lives(note)))) {
    for (const pid of [note.pid, ...descendantsOf(note.pid)]) signalTo(pid, 'SIGKILL');
    await until(5_000, () => !lives(note));
  }
  return note.pid;
}
