export type Candidates = ReadonlyMap<string, readonly string[]>;

/**
 * A script for bash, and for zsh with its functions for bash. It looks up the words before the cursor, as far as they name a
 * command, and else offers files. In zsh a variable `path` would be the PATH, and an offset must begin with a digit or `$`.
 */
export const scriptOf = (words: Candidates): string => `_irontrack() {
  local current=\${COMP_WORDS[COMP_CWORD]} given='' word candidates
  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    case "$given $word" in
      ${[...words.keys()]
        .filter((path) => path !== '')
        .map((path) => quoted(spaced(path)))
        .join('|')}) given="$given $word" ;;
    esac
  done
  case "$given" in
    ${[...words].map(([path, list]) => `${quoted(spaced(path))}) candidates=${quoted(list.join(' '))} ;;`).join('\n    ')}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
}
complete -o default -F _irontrack irontrack`;

const spaced = (path: string): string => (path === '' ? '' : ` ${path}`);
const quoted = (text: string): string => `'${text}'`;
