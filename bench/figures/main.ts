import { parseArgs } from 'node:util';
import { bannedWords } from './banned-words.ts';
import { readSource, trackedFiles } from './sources.ts';

/**
 * Measures the size and wording of the code: `npm run figures`. With `--comments N` or `--files N` it prints a random
 * sample (repeatable with `--seed`) for a reader who does not know the code; with `--words` it prints each use of a
 * word that the style forbids.
 */
const { values } = parseArgs({
  options: {
    comments: { type: 'string' },
    files: { type: 'string' },
    seed: { type: 'string', default: '1' },
    words: { type: 'boolean', default: false },
  },
});

const product = trackedFiles(
  'src/*.ts',
  'cli/*.ts',
  'embedded/*.ts',
  'client/*.ts',
  'console/*.ts',
  'console/*.tsx',
).map(readSource);
const others = trackedFiles('test/*.ts', 'bench/*.ts').map(readSource);
const print = (line: string) => process.stdout.write(`${line}\n`);

if (values.comments !== undefined) {
  const comments = [...product, ...others].flatMap((source) => source.comments);
  for (const { file, line, text, code } of sample(comments, Number(values.comments))) {
    print(`${file}:${line}\n  ${text}\n  > ${code}\n`);
  }
} else if (values.files !== undefined) {
  for (const { path } of sample(product, Number(values.files))) print(path);
} else if (values.words) {
  for (const use of bannedWords()) print(use);
} else {
  printFigures();
}

function printFigures(): void {
  const functions = product.flatMap((source) => source.functions);
  const folders = Map.groupBy(product, ({ path }) => path.slice(0, path.lastIndexOf('/')));
  const largestFolder = [...folders].map(([folder, files]) => ({ folder, size: files.length })).sort(bySize)[0];
  const exported = product.flatMap(({ text }) => [
    ...text.matchAll(/^export (?:async )?(?:function\*?|const) (\w+)/gm),
  ]);
  print(`product files            ${product.length}`);
  print(`product lines            ${sum(product.map(({ lines }) => lines))}`);
  print(`lines of a file          ${summary(product.map((source) => source.lines))}   wanted 45 / 120 / 250`);
  print(`lines of a function      ${summary(functions.map(({ lines }) => lines))}   wanted 6 / 20 / 60`);
  print(`functions over 60 lines  ${list(functions.filter(({ lines }) => lines > 60))}`);
  print(`over five parameters     ${list(functions.filter(({ parameters }) => parameters > 5))}`);
  print(
    `files over 250 lines     ${
      product
        .filter(({ lines }) => lines > 250)
        .map(({ path }) => path)
        .join(', ') || 'none'
    }`,
  );
  print(`largest folder           ${largestFolder?.folder} with ${largestFolder?.size} files`);
  print(
    `names in With, In, On …  ${exported.filter(([, name]) => /[a-z](With|In|On|From|At)$/.test(name ?? '')).length}`,
  );
  print(`forbidden words          ${bannedWords().length}   wanted at most 10`);
  print(`test files, lines        ${others.length}, ${sum(others.map(({ lines }) => lines))}`);
}

/** The median, 95th percentile and maximum of the numbers, as text. */
function summary(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return `${at(0.5)} / ${at(0.95)} / ${sorted.at(-1)}`;
}

function list(found: readonly Readonly<{ file: string; line: number; name: string }>[]): string {
  return [String(found.length), ...found.map(({ file, line, name }) => `\n    ${name} in ${file}:${line}`)].join('');
}

/** Chooses `size` of the items at random, by a linear congruential generator whose seed is the option `--seed`. */
function sample<Item>(items: readonly Item[], size: number): Item[] {
  let state = Number(values.seed);
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const rest = [...items];
  return Array.from({ length: Math.min(size, items.length) }, () =>
    rest.splice(Math.floor(random() * rest.length), 1),
  ).flat();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function bySize(one: Readonly<{ size: number }>, other: Readonly<{ size: number }>): number {
  return other.size - one.size;
}
