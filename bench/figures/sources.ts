import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** A function with its place and size; `name` is the name of the variable or member that it is assigned to, if any. */
export type FunctionSize = Readonly<{ file: string; line: number; name: string; lines: number; parameters: number }>;

/**
 * The text of a comment without the comment markers, the line on which the comment begins, and the line of code that
 * follows. Comments with `//` on consecutive lines are one comment.
 */
export type Comment = Readonly<{ file: string; line: number; text: string; code: string }>;

export type Source = Readonly<{
  path: string;
  text: string;
  lines: number;
  functions: readonly FunctionSize[];
  comments: readonly Comment[];
}>;

type Node = Readonly<{ type: string; start: number; end: number } & Record<string, unknown>>;

/** The files tracked by git that match these patterns. */
export const trackedFiles = (...patterns: readonly string[]): string[] =>
  execFileSync('git', ['ls-files', '--', ...patterns], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

export function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const { program, comments } = parseSync(path, text);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset) + 1;
  const functions: FunctionSize[] = [];
  visit(program as unknown as Node, '', (node, name) => {
    const lines = lineOf(node.end) - lineOf(node.start) + 1;
    const parameters = Array.isArray(node.params) ? node.params.length : 0;
    functions.push({ file: path, line: lineOf(node.start), name, lines, parameters });
  });
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    functions,
    comments: joinLineComments(text, comments).map(({ value, start, end }) => ({
      file: path,
      line: lineOf(start),
      text: value
        .replaceAll(/\n\s*\*/g, '\n')
        .replaceAll(/^\*|\s+/g, ' ')
        .trim(),
      code: text.slice(end).trimStart().split('\n', 1)[0] ?? '',
    })),
  };
}

type Found = Readonly<{ type: string; value: string; start: number; end: number }>;

function joinLineComments(text: string, comments: readonly Found[]): Found[] {
  const joined: Found[] = [];
  for (const comment of comments) {
    const last = joined.at(-1);
    if (last && last.type === 'Line' && comment.type === 'Line' && /^\n *$/.test(text.slice(last.end, comment.start))) {
      joined.splice(-1, 1, { ...last, value: `${last.value}${comment.value}`, end: comment.end });
    } else joined.push(comment);
  }
  return joined;
}

const functionTypes: ReadonlySet<string> = new Set([
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'],
]);

/**
 * Calls `found` with each function in a syntax tree, and with the name that its declaration or the place of its
 * assignment gives it.
 */
function visit(node: Node, name: string, found: (node: Node, name: string) => void): void {
  const own = nameOf(node) ?? name;
  if (functionTypes.has(node.type) && node.body !== null) found(node, own);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, own, found);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function nameOf(node: Node): string | undefined {
  const named = node.id ?? node.key;
  return isNode(named) && typeof named.name === 'string' ? named.name : undefined;
}
