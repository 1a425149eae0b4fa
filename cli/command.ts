import type { ArgumentsCamelCase, Argv, InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { Cli } from './host/host.ts';

type Positionals = Readonly<Record<string, PositionalOptions>>;
type OptionMap = Readonly<Record<string, Options>>;

/** A command of the command line: its positionals and options, and the function that runs it. */
type Definition<P extends Positionals, O extends OptionMap> = Readonly<{
  positionals?: P;
  options?: O;
  /** Two options that must not be used together. */
  conflicts?: readonly [string, string];
  /** Whether options may be repeated. If not, the last value of an option counts. */
  isRepeatable?: boolean;
  run: (argv: ArgumentsCamelCase<InferredOptionTypes<P> & InferredOptionTypes<O>>, cli: Cli) => Promise<void>;
}>;

/** A command in the form that the parser, yargs, needs. */
export type Command = Readonly<{
  configure: (parser: Argv) => Argv;
  run: (argv: object, cli: Cli) => Promise<void>;
  /** The names of the options that the help shows. */
  optionNames: readonly string[];
}>;

/** Defines a command. The declared positionals and options give the arguments of `run` their types. */
export function defineCommand<P extends Positionals, O extends OptionMap>(definition: Definition<P, O>): Command {
  const { positionals, options, conflicts, isRepeatable = false, run } = definition;
  return {
    configure(parser) {
      for (const [name, positional] of Object.entries(positionals ?? {})) parser.positional(name, positional);
      if (conflicts) parser.conflicts(...conflicts);
      return parser.options(options ?? {}).parserConfiguration({ 'duplicate-arguments-array': isRepeatable });
    },
    run: (argv, cli) => run(argv as Parameters<typeof run>[0], cli),
    optionNames: Object.entries(options ?? {}).flatMap(([name, { hidden }]) => (hidden ? [] : [name])),
  };
}

/** A command in the list of commands. Its module is loaded only when the command is called. */
export type CommandEntry = Readonly<{
  /** The name of the command and its positionals, written `<required>` or `[optional]`. */
  usage: string;
  describe: string;
  /** Whether the help leaves the command out, because only older scripts call it. */
  isHidden?: true;
  load: () => Promise<Command>;
}>;

/** Commands that share their first word, such as `users list` and `users show`. */
export type CommandGroup = Readonly<{ name: string; describe: string; commands: readonly CommandEntry[] }>;
