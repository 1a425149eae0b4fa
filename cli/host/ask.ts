import { type Cli, CliError } from './host.ts';

const loadPrompts = () => import('@inquirer/prompts');
type Prompts = Awaited<ReturnType<typeof loadPrompts>>;
type Context = Readonly<{ input: NodeJS.ReadableStream; output: NodeJS.WritableStream; signal: AbortSignal }>;

/** Asks a question on standard error, because standard output is for data. Ctrl-C and Ctrl-D stop the command. */
export async function ask<Answer>(
  { stdin, stderr }: Cli,
  prompt: (prompts: Prompts, context: Context) => Promise<Answer>,
): Promise<Answer> {
  const prompts = await loadPrompts();
  const input = stdin();
  const closed = new AbortController();
  const abort = () => closed.abort();
  // Ctrl-D closes the reader of standard input without an answer. Without this abort, the question would wait for ever.
  input.once('pause', abort);
  try {
    return await prompt(prompts, { input, output: stderr, signal: closed.signal });
  } catch (error) {
    const isStopped = error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
    throw isStopped ? new CliError('Stopped; nothing has changed.') : error;
  } finally {
    input.off('pause', abort);
  }
}
