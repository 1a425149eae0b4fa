import { text } from 'node:stream/consumers';
import { ask } from './ask.ts';
import { type Cli, CliError, isInteractive } from './host.ts';

/** A value that the user gives by an option, or types when asked for it. */
export type Question = Readonly<{
  option: string;
  question: string;
  /** Says in a sentence what is wrong with a text; null for a valid text. */
  problemOf: (text: string) => string | null;
}>;

/** Returns the value of the option, or asks the user for it. */
export async function obtain(cli: Cli, asked: Question, given: string | undefined): Promise<string> {
  if (given !== undefined) return checked(asked, given);
  requireTerminal(cli, asked.option);
  return ask(cli, ({ input }, context) =>
    input({ message: asked.question, validate: (typed) => asked.problemOf(typed) ?? true }, context),
  );
}

export type GivenPassword = Readonly<{ password?: string | undefined; passwordStdin?: boolean | undefined }>;

/**
 * Returns a password: the value of the option, all of standard input, or what the user types twice without seeing it.
 */
export async function obtainPassword(cli: Cli, asked: Question, given: GivenPassword): Promise<string> {
  if (given.password !== undefined) return checked(asked, given.password);
  if (given.passwordStdin) {
    const piped = await text(cli.stdin());
    return checked({ ...asked, option: '--password-stdin' }, piped.replace(/\r?\n$/, ''));
  }
  requireTerminal(cli, `${asked.option} or --password-stdin`);
  for (;;) {
    const typed = await askHidden(cli, asked.question, asked);
    if (typed === (await askHidden(cli, 'Repeat the password'))) return typed;
    cli.say('The passwords do not match.');
  }
}

/** Asks the user a question that is answered with yes or no. Returns whether the answer is yes. */
export async function confirm(cli: Cli, question: string): Promise<boolean> {
  requireTerminal(cli, '--yes');
  return ask(cli, (prompts, context) => prompts.confirm({ message: question, default: false }, context));
}

/** Refuses the command when it would have to ask but has no terminal. Call it before any service is connected. */
export function requireTerminal(cli: Cli, option: string): void {
  if (!isInteractive(cli)) throw new CliError(`Give ${option}: there is no terminal to ask at.`);
}

function checked({ option, problemOf }: Question, given: string): string {
  const problem = problemOf(given);
  if (problem !== null) throw new CliError(`${option}: ${problem}`);
  return given;
}

const askHidden = (cli: Cli, message: string, asked?: Question): Promise<string> =>
  ask(cli, ({ password }, context) =>
    password({ mask: true, toggleMask: false, message, validate: (typed) => asked?.problemOf(typed) ?? true }, context),
  );
