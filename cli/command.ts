import type { ArgumentsCamelCase, Argv, InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { Cli } from './host/host.ts';

type Positionals = Readonly<Record<string, PositionalOptions>>;
type OptionMap = Readonly<Record<string, Options>>;

/** A command's arguments and what it does with them. */
type Definition<P extends Positionals, O extends OptionMap> = Readonly<{
  positionals?: P;
  options?: O;
  /** Two options of which at most one may be given. */
  conflicts?: readonly [string, string];
  /** Whether an option may be given several times; otherwise the last value counts. */
  isRepeatable?: boolean;
  run: (argv: ArgumentsCamelCase<InferredOptionTypes<P> & InferredOptionTypes<O>>, cli: Cli) => Promise<void>;
}>;

/** A command as the parser needs it. */
export type Command = Readonly<{
  configure: (parser: Argv) => Argv;
  run: (argv: object, cli: Cli) => Promise<void>;
}>;

/** Defines a command; the arguments of `run` get their types from the declared positionals and options. */
export function defineCommand<P extends Positionals, O extends OptionMap>(definition: Definition<P, O>): Command {
  const { positionals, options, conflicts, isRepeatable = false, run } = definition;
  return {
    configure(parser) {
      for (const [name, positional] of Object.entries(positionals ?? {})) parser.positional(name, positional);
      if (conflicts) parser.conflicts(...conflicts);
      return parser.options(options ?? {}).parserConfiguration({ 'duplicate-arguments-array': isRepeatable });
    },
    run: (argv, cli) => run(argv as Parameters<typeof run>[0], cli),
  };
}

/** A command in a list; its module is loaded when it is called. */
export type CommandEntry = Readonly<{
  /** The name with its positionals: `<required>`, `[optional]`. */
  usage: string;
  describe: string;
  load: () => Promise<Command>;
}>;

/** Commands that share their first word. */
export type CommandGroup = Readonly<{ name: string; describe: string; commands: readonly CommandEntry[] }>;
