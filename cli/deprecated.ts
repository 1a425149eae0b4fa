/**
 * Commands that earlier named their account by an option, with that option. Now the account is their first argument.
 */
const accountOptions: readonly (readonly [command: readonly string[], option: string])[] = [
  [['import'], '--user'],
  [['imports', 'list'], '--user'],
  [['imports', 'undo'], '--user'],
  [['users', 'promote-to-superuser'], '--email'],
];

const zone = /^--zone(?==|$)/;

/**
 * Replaces names of earlier releases in the arguments: `--zone` by `--timezone`, and `--user` or `--email` by the
 * argument `<account>`. Tells the user the new name of each.
 */
export function renameDeprecated(args: readonly string[], say: (line: string) => void): readonly string[] {
  const found = accountOptions.find(([command]) => command.every((word, index) => args[index] === word));
  if (!found) return args;
  const [command, option] = found;
  const rest = args.slice(command.length).map((arg) => arg.replace(zone, '--timezone'));
  if (args.some((arg) => zone.test(arg))) say('--zone is deprecated: its name is --timezone now.');
  const at = rest.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  if (at < 0) return [...command, ...rest];
  const isSplit = rest[at] === option;
  const account = isSplit ? rest[at + 1] : rest[at]?.slice(option.length + 1);
  // An option without a value is not replaced, so the parser refuses it.
  if (account === undefined || account.startsWith('-')) return [...command, ...rest];
  say(`${option} is deprecated: give the account as first argument, irontrack ${command.join(' ')} ${account} …`);
  return [...command, account, ...rest.toSpliced(at, isSplit ? 2 : 1)];
}
