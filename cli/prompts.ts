import { text } from 'node:stream/consumers';
import { CliError, say } from './terminal.ts';

/** A value that an option gives, or else whoever sits at the terminal. */
export type Asked = Readonly<{
  option: string;
  question: string;
  /** What is wrong with a text, in a sentence; null where nothing is. */
  faultOf: (text: string) => string | null;
}>;

export const isTerminal = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** What the option gives, else what is typed at the terminal. */
export async function obtain(asked: Asked, given: string | undefined): Promise<string> {
  if (given !== undefined) return checked(asked, given);
  mustBeTerminal(asked.option);
  return ask(({ input }, context) => input({ message: asked.question, validate: validating(asked) }, context));
}

const masked = { mask: true, toggleMask: false };

export type GivenPassword = Readonly<{ password?: string | undefined; passwordStdin?: boolean | undefined }>;

/** Likewise a password, which is not shown and has to be typed twice; or the whole of the standard input. */
export async function obtainPassword(asked: Asked, given: GivenPassword): Promise<string> {
  if (given.password !== undefined) return checked(asked, given.password);
  if (given.passwordStdin) {
    const piped = await text(process.stdin);
    return checked({ ...asked, option: '--password-stdin' }, piped.replace(/\r?\n$/, ''));
  }
  mustBeTerminal(`${asked.option} or --password-stdin`);
  for (;;) {
    const first = await ask(({ password }, context) =>
      password({ ...masked, message: asked.question, validate: validating(asked) }, context),
    );
    const second = await ask(({ password }, context) => password({ ...masked, message: 'The same again' }, context));
    if (first === second) return first;
    say('These were not the same.');
  }
}

/** Whether the question is answered with yes. */
export async function confirm(question: string): Promise<boolean> {
  mustBeTerminal('--yes');
  return ask((prompts, context) => prompts.confirm({ message: question, default: false }, context));
}

/** For what can't be asked; better told before anything is connected to. */
export function mustBeTerminal(option: string): void {
  if (!isTerminal()) throw new CliError(`Give ${option}: there is no terminal to ask at.`);
}

function checked({ option, faultOf }: Asked, given: string): string {
  const fault = faultOf(given);
  if (fault !== null) throw new CliError(`${option}: ${fault}`);
  return given;
}

const validating =
  ({ faultOf }: Asked) =>
  (typed: string): true | string =>
    faultOf(typed) ?? true;

/** Loaded by who asks: most verbs ask nothing. */
const loadPrompts = () => import('@inquirer/prompts');
type Prompts = Awaited<ReturnType<typeof loadPrompts>>;
type Context = Readonly<{ output: NodeJS.WritableStream; signal: AbortSignal }>;

/** Asks on standard error, for answers alone go to standard output. Ctrl-C and Ctrl-D end it. */
async function ask<Answer>(prompt: (prompts: Prompts, context: Context) => Promise<Answer>): Promise<Answer> {
  const prompts = await loadPrompts();
  const left = new AbortController();
  const leave = () => left.abort();
  // Ctrl-D closes the reader without an answer, and nothing would ever come.
  process.stdin.once('pause', leave);
  try {
    return await prompt(prompts, { output: process.stderr, signal: left.signal });
  } catch (error) {
    const isLeft = error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
    throw isLeft ? new CliError('Stopped; nothing has changed.') : error;
  } finally {
    process.stdin.off('pause', leave);
  }
}
