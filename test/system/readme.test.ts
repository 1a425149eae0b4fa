import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { isAsShown } from '../guides/support/examples.ts';
import { entry } from '../support/program.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { counted, workout } from './support/history.ts';
import { variant } from './support/imports.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code]) => ({ language, code }));

/** The README's code block in this language that contains the text `needle`. */
function blockWith(language: string, needle: string): string {
  const found = blocks.find((block) => block.language === language && block.code?.includes(needle));
  if (!found?.code) throw new Error(`The README has no ${language} with ${needle}`);
  return found.code;
}

describe('the commands of the README', () => {
  const suite = useSystems();
  let system: System;
  let folder: string;
  before(async () => {
    system = await sharedSystem();
    folder = suite.folder();
  });

  const bash = async (script: string) => {
    const child = spawn('bash', ['-eu', '-c', script], {
      cwd: folder,
      env: { ...process.env, IRONTRACK_DATA: system.dataDir },
    });
    const ended = once(child, 'close');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: (await ended)[0], stdout, stderr };
  };

  it('the commands of the README lead from sign-up to the finished session that it prints', async () => {
    const script = blockWith('sh', 'curl');
    expect(script.match(/^curl/gm)).to.have.lengthOf.within(1, 8);
    expect(script).to.contain('http://127.0.0.1:3000/');
    const { code, stdout } = await bash(script.replace('http://127.0.0.1:3000', system.url));
    expect(code).to.equal(0);
    const shown = blockWith('json', 'Leg day');
    const document = stdout.slice(stdout.lastIndexOf(shown.slice(0, shown.indexOf(','))));
    expect(isAsShown(document, { language: 'json', text: shown }), document).to.equal(true);
  });

  it('the commands of the README import the exports of both apps, list the imports and undo one', async () => {
    const history = [workout('02-01', 'Legs', counted('Squat', [100, 5]))];
    writeFileSync(join(folder, 'workout_data.csv'), variant('Hevy in kg and km').write(history));
    writeFileSync(join(folder, 'strong.csv'), variant('Strong with commas').write(history));
    const irontrack = `irontrack() { '${process.execPath}' '${entry}' "$@"; }\n`;
    const script = blockWith('sh', 'npx irontrack').replaceAll('npx irontrack', 'irontrack');
    const [before = '', undo = ''] = script.split(/^(?=irontrack imports undo)/m);
    const first = await bash(irontrack + before);
    expect(first.code, first.stderr).to.equal(0);
    const [id = '', workoutLine, dryRun, headings, listed, ...others] = first.stdout.trim().split('\n');
    expect(workoutLine).to.match(/\tsets: 1 added/);
    expect(headings).to.match(/^ID\tCREATED\t/);
    expect([dryRun, others]).to.deep.equal(['dry run: nothing was written', []]);
    expect(listed?.split('\t')).to.include.members([id, 'completed', 'hevy', '1', 'workout_data.csv']);

    const { code, stdout, stderr } = await bash(irontrack + undo.replace(/\b01a205f4-…/, id));
    expect([code, stdout], stderr).to.deep.equal([0, '']);
    expect((await system.cli('imports', 'list', 'ada@example.com')).stdout).to.contain('undone');
  });
});
