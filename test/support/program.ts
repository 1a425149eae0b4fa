import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { descendantsOf, sendSignal } from '../../embedded/processes/process-table.ts';
import { startWatchdog } from '../../embedded/processes/watchdog.ts';
import { processTreeOf, survivorsOf } from '../embedded/support/machine.ts';
import { type CommandOptions, type Ended, environmentOf, logLines } from './command.ts';

export const entry = fileURLToPath(new URL('../../bin/irontrack.cjs', import.meta.url));

/** A running `irontrack` process. Like a command that a shell has started, it has a process group of its own. */
export type Program = Readonly<{
  pid: number;
  /** Resolves when the process has ended and its output streams are closed. */
  ended: Promise<Ended>;
  /**
   * Waits until standard output matches the pattern, and returns the pattern's group; fails if the process ends without
   * a match.
   */
  prints: (pattern: RegExp) => Promise<string>;
  /** What the process has written to standard error so far. */
  logged: () => string;
  /** Types text on the terminal of the process. */
  type: (text: string) => void;
  /** Sends a signal to the process and its whole process group, as a terminal does. */
  signal: (signal: NodeJS.Signals) => void;
  /** Sends SIGKILL to the process and its descendants. */
  kill: () => Promise<void>;
}>;

export type ProgramOptions = CommandOptions &
  Readonly<{
    /**
     * Whether the process runs on a terminal, where standard output and standard error are one. If not, `input` is its
     * standard input.
     */
    terminal?: boolean;
    /** The program file to run. @defaultValue `cli/main.ts` */
    program?: string;
  }>;

const running = new Set<Program>();

/** Kills those of the programs that are still running. @defaultValue all programs that this process has started */
export async function killPrograms(programs: Iterable<Program> = running): Promise<void> {
  for (const program of programs) if (running.has(program)) await program.kill();
}

/** Starts `irontrack` with these arguments as a process of its own. */
export function startProgram(args: readonly string[], options: ProgramOptions): Program {
  const { input = '', terminal = false, program: file = entry } = options;
  const command = [process.execPath, file, ...args];
  const [executable = '', ...rest] = terminal ? onTerminal(command) : command;
  const child = spawn(executable, rest, { env: environmentOf(options), stdio: 'pipe', detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${executable}`);
  endWithParent(child, pid);
  // Errors of standard input are ignored, because the process may end without reading its input.
  child.stdin.on('error', () => {});
  if (!terminal) child.stdin.end(input);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const name = file === entry ? (args[0] ?? '') : basename(file);
  createInterface(child.stderr).on('line', (line) => logLines(name, line));
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(program);
    return { code, stdout: stdout(), stderr: stderr() };
  });
  const program: Program = {
    pid,
    ended,
    prints: (pattern) => untilPrinted(child.stdout, stdout, ended, pattern),
    logged: stderr,
    type: (text) => void (child.stdin as Writable).write(text),
    signal: (signal) => sendSignal(-pid, signal),
    kill: () => killTree(pid, ended),
  };
  running.add(program);
  return program;
}

/** Makes sure that the process ends when the test process is killed. */
function endWithParent(child: ChildProcess, pid: number): void {
  const watchdog = startWatchdog(pid, 'SIGTERM');
  child.once('exit', () => watchdog.dismiss());
}

function textOf(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

async function untilPrinted(
  stream: Readable,
  text: () => string,
  ended: Promise<Ended>,
  pattern: RegExp,
): Promise<string> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    const found = pattern.exec(text());
    if (found) return found[1] ?? '';
    if (hasEnded) throw new Error(`irontrack has ended without printing ${pattern}: ${(await ended).stderr}`);
    await Promise.race([once(stream, 'data'), ended]);
  }
}

/** The command line that runs `command` on a pseudo-terminal, by the program `script` of util-linux. */
const onTerminal = (command: readonly string[]): string[] => {
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return ['script', '--quiet', '--return', '--flush', '--command', quoted.join(' '), '/dev/null'];
};

async function killTree(pid: number, ended: Promise<unknown>): Promise<void> {
  // The process is frozen before its descendants are killed, so that it cannot react to losing them.
  sendSignal(pid, 'SIGSTOP');
  const tree = processTreeOf(pid);
  for (const each of descendantsOf(pid)) sendSignal(each, 'SIGKILL');
  sendSignal(pid, 'SIGKILL');
  await ended;
  expect(await survivorsOf(tree), 'processes that survive a kill of the tree').to.deep.equal([]);
}
