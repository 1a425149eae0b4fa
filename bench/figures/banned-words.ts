import { readFileSync } from 'node:fs';
import { trackedFiles } from './sources.ts';

/**
 * Words that a newcomer does not understand and for which a standard word exists; CONTRIBUTING names the standard
 * words.
 */
const patterns: readonly RegExp[] = [
  /\bbehind\b(?!')/gi,
  /\bwhoever\b/gi,
  /\bnobody\b/gi,
  /\bsomebody\b/gi,
  /\bstands?\b(?! ?by| alone)/gi,
  /\bstood\b/gi,
  /\b(?:takes?|taken|took) (?:\w+ )?in\b/gi,
  /\bcan not\b/gi,
  /\bculprits?\b/gi,
];

/**
 * Uses of these words that are allowed, because they are established names: a problem code, a figure of pipelines,
 * exercises of the catalogue, a user of operating systems, and two words for programs.
 */
const allowed = [
  ...[/read-model-behind/g, /\bbehind: /g, /[.`]behind\b/g, /\{status, behind/g, /\{ status, behind/g, /'behind'/g],
  ...[/isBehind/g, /\bstand-?(?:by|alone)\b/g, /\bstandard\w*/g, /\bbehind the neck\b/gi, /`nobody`/g],
];

const files = () =>
  trackedFiles(
    '*.ts',
    '*.tsx',
    'console/messages/en.json',
    '*.md',
    '*.cjs',
    '*.yml',
    '*.sql',
    'Dockerfile',
    '.ci/run',
  ).filter((path) => !path.startsWith('migrations/') && path !== 'bench/figures/banned-words.ts');

/**
 * Each use of a banned word as `file:line word`. Applied migrations are not searched, because they never change;
 * neither is the seed data.
 */
export function bannedWords(): string[] {
  return files().flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((text, index) => {
        const line = allowed.reduce((rest, known) => rest.replaceAll(known, ''), text);
        return patterns.flatMap((pattern) => line.match(pattern) ?? []).map((word) => `${path}:${index + 1} ${word}`);
      }),
  );
}
