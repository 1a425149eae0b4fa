import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Owner } from '../../../src/events/ids.ts';
import { useSignedLog } from './support/signed-log.ts';

const script = join(import.meta.dirname, '../../../docs/guides/check-proof.mjs');
const run = promisify(execFile);
const [a, b] = ['exercise-01900000-0000-7000-8000-00000000000a', 'exercise-01900000-0000-7000-8000-00000000000b'];
const hidden = 'coaching-01900000-0000-7000-8000-00000000000c';
const owner = 'system' as Owner;

describe('the proof of a history', () => {
  const the = useSignedLog();
  let folder: string;
  let lines: string[];
  const linesNow = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const line of the.treeHeads().prove(owner, ['exercise'])) found.push(JSON.stringify(line));
    return found;
  };
  /** What the script prints about a proof. */
  const check = async (
    proof: readonly string[],
    { keys = [the.keys.publicKey], earlier }: Readonly<{ keys?: readonly object[]; earlier?: readonly string[] }> = {},
  ): Promise<string> => {
    writeFileSync(join(folder, 'proof.ndjson'), proof.map((line) => `${line}\n`).join(''));
    writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys }));
    if (earlier) writeFileSync(join(folder, 'earlier.ndjson'), earlier.join('\n'));
    const files = ['proof.ndjson', 'keys.json', ...(earlier ? ['earlier.ndjson'] : [])];
    const { stdout } = await run(process.execPath, [script, ...files], { cwd: folder }).catch(
      (error: Readonly<{ code: number; stdout: string }>) => error,
    );
    return stdout.trim();
  };
  const placeOf = (stream: string, revision: number): number =>
    lines.findIndex((line) => line.includes(`\\"revision\\":${revision},\\"stream\\":\\"${stream}`));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-proof-'));
    await the.append(a, 4);
    await the.append(b, 2);
    await the.append(hidden);
    await the.sign();
    lines = await linesNow();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is checked by a script of at most 30 lines, also when later events are not signed yet', async () => {
    expect(readFileSync(script, 'utf8').trimEnd().split('\n')).to.have.length.at.most(30);
    const expected = /^6 events of 2 streams are as they were signed at 2026-/;
    expect(await check(lines)).to.match(expected);
    // The proof has no events of kinds that were not asked for, and is complete without them.
    expect(lines.join('\n')).not.to.contain('coaching');
    await the.append(a, 3);
    expect(await check(await linesNow())).to.match(expected);
    await the.sign();
    expect(await check(await linesNow(), { earlier: lines })).to.match(/^9 events of 2 streams/);
  });

  it('does not survive a changed byte: the script names the event', async () => {
    const at = placeOf(a, 1);
    const changed = lines.map((line, index) => (index === at ? line.replace('email', 'emall') : line));
    expect(await check(changed)).to.equal(`Not proved: ${a}@1 was changed or follows a missing event`);
  });

  it('does not survive a removed event, a swapped pair or a cut-off tail: the script names the event', async () => {
    const [second, third, last] = [placeOf(a, 1), placeOf(a, 2), placeOf(a, 3)];
    const swapped = lines.toSpliced(second, 2, lines[third] ?? '', lines[second] ?? '');
    expect(await check(lines.toSpliced(second, 1))).to.equal(
      `Not proved: ${a}@2 was changed or follows a missing event`,
    );
    expect(await check(swapped)).to.equal(`Not proved: ${a}@2 was changed or follows a missing event`);
    expect(await check(lines.toSpliced(last, 1))).to.equal(`Not proved: ${a}@3 is missing`);
    expect(await check(lines.slice(0, last))).to.equal('Not proved: the end is missing');
  });

  it('shows beside an earlier one that log and database were restored to yesterday: the script names the event', async () => {
    await the.append(a, 2);
    await the.append(b, 1);
    await the.sign();
    // `lines`, the proof before these events, is also the proof after a restore to that state.
    const problem = `Not proved: ${a}@4 of the earlier proof is missing`;
    expect(await check(lines, { earlier: await linesNow() })).to.equal(problem);
  });

  it('does not survive an older head that is put in place of the signed one', async () => {
    const [second, last] = [placeOf(a, 1), placeOf(a, 3)];
    const { chain } = JSON.parse(lines[second] ?? '');
    const head = { ...JSON.parse(lines[last + 1] ?? ''), revision: 1, chain };
    const cut = lines.toSpliced(second + 1, 3, JSON.stringify(head));
    expect(await check(cut)).to.equal(`Not proved: ${a} is not signed like this`);
  });

  it('does not survive another tree head, or the key of another installation', async () => {
    const [first = '', ...rest] = lines;
    expect(await check([first.replace('\\"streams\\":3', '\\"streams\\":4'), ...rest])).to.equal(
      'Not proved: the signature is wrong',
    );
    const other = { ...the.keys.publicKey, kid: 'other' };
    expect(await check(lines, { keys: [other] })).to.equal('Not proved: the key is another one');
  });

  it('finds in the log of an account what verifying the installation finds', async () => {
    expect(await the.treeHeads().verify(owner)).to.deep.include({ streams: 3, events: 7, problems: [] });
    await the.damage(`DELETE FROM events WHERE revision = 3`);
    const { problems } = await the.treeHeads().verify(owner);
    expect(problems.map(({ kind, stream, revision }) => [kind, stream, revision])).to.deep.equal([['missing', a, 3]]);
    const { events } = await the.verify();
    expect(events.map(({ what, event }) => [what, event])).to.deep.equal(
      problems.map(({ kind, event }) => [kind, event]),
    );
  });
});
