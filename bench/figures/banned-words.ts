import { readFileSync } from 'node:fs';
import { trackedFiles } from './sources.ts';

/** Words that a newcomer does not understand where the standard word exists; CONTRIBUTING gives the standard ones. */
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

/** Established names: a problem code, a figure of pipelines, exercises of the catalogue. */
const allowed = [
  ...[/read-model-behind/g, /\bbehind: /g, /[.`]behind\b/g, /\{status, behind/g, /\{ status, behind/g, /'behind'/g],
  ...[/isBehind/g, /\bstand-?by\b/g, /\bstandard\w*/g],
];

const files = () =>
  trackedFiles('*.ts', '*.md', '*.cjs', '*.yml', '*.sql', 'Dockerfile', '.ci/run').filter(
    (path) => !path.startsWith('migrations/') && path !== 'bench/figures/banned-words.ts',
  );

/** Each use as `file:line word`. Applied migrations never change, so they do not count; neither does the seed data. */
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
