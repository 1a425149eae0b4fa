import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import pLimit from 'p-limit';
import { password } from '../http/support/client.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { type Example, examplesIn } from './support/examples.ts';
import { installClient, runExamples, typeErrorsIn } from './support/run-examples.ts';

const guides = join(import.meta.dirname, '../../docs/guides');
const textOf = (name: string): string => readFileSync(join(guides, name), 'utf8');
const pages = readdirSync(guides)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, examples: examplesIn(name, textOf(name)) }));
const script: Example = {
  ...{ language: 'ts', code: textOf('leg-day.ts'), place: 'leg-day.ts', skipReason: null },
  response: {
    language: 'text',
    text: [
      'tablet: Leg day, 5 4 12 11 12 10 repetitions',
      'phone: no network, so the command waits',
      'phone: first sync, 1 accepted, 0 refused',
      'phone: second sync, 0 accepted, 0 refused',
      'tablet: Leg day, 5 5 12 11 12 10 repetitions',
    ].join('\n'),
  },
};
const isRunnable = ({ skipReason }: Example) => skipReason === null;
const runnable = [...pages, { name: 'leg-day.ts', examples: [script] }]
  .map(({ name, examples }) => ({ name, examples: examples.filter(isRunnable) }))
  .filter(({ examples }) => examples.length > 0);

describe('the guides', () => {
  const suite = useSystems();
  /** Why the examples of a page failed; null where they did not. The pages run at the same time, a few at once. */
  const failures = new Map<string, Promise<Error | null>>();
  let folder: string;
  before(async () => {
    const system = await sharedSystem();
    folder = suite.folder();
    installClient(folder);
    const limit = pLimit(4);
    for (const { name, examples } of runnable) {
      const run = limit(() => runAsAccount(system, join(folder, name), { name, examples }));
      failures.set(
        name,
        run.then(
          () => null,
          (error) => error,
        ),
      );
    }
  });

  for (const { name } of runnable) {
    it(`the examples of ${name} do what it says`, async () => {
      const error = await failures.get(name);
      if (error) throw error;
    });
  }

  it('the examples in TypeScript, here and in the README, have the types of the client', async () => {
    await Promise.all(failures.values());
    const readme = textOf('../../README.md');
    const [, example = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
    expect(example).to.contain('createClient');
    writeFileSync(join(folder, 'readme.ts'), example);
    expect(await typeErrorsIn(folder)).to.equal('');
  });

  it('the script on two devices has at most 60 lines', () => {
    expect(script.code.trimEnd().split('\n')).to.have.length.at.most(60);
  });

  it('nearly every example is run, and the others say why not', () => {
    const skipped = pages.flatMap(({ examples }) => examples.filter((example) => !isRunnable(example)));
    const anotherService = 'it starts another service';
    const reasons = skipped.map(({ skipReason }) => skipReason);
    expect(reasons).to.deep.equal([anotherService, 'it needs a browser', anotherService]);
  });
});

/** Runs examples as a person does who has an account of their own, with a token. */
async function runAsAccount(
  system: System,
  folder: string,
  { name, examples }: (typeof runnable)[number],
): Promise<void> {
  mkdirSync(folder);
  const email = `${name}@example.com`;
  const account = await system.client(email);
  const { json } = await account.post('/access/tokens', { name, scopes: ['read', 'write'] });
  const env = {
    ...{ IRONTRACK_URL: system.url, IRONTRACK_TOKEN: String(json.token) },
    ...{ IRONTRACK_EMAIL: email, IRONTRACK_PASSWORD: password },
    IRONTRACK_DOCS: guides,
    ...(pagesWithCoach.has(name) && (await createCoach(system, name))),
  };
  await runExamples(examples, { folder, env });
}

const pagesWithCoach = new Set(['coaching.md', 'roster.md']);

/** Creates the trainer of a page, and returns what its examples need of that account. */
async function createCoach(system: System, name: string): Promise<Readonly<Record<string, string>>> {
  const email = `coach.of.${name}@example.com`;
  const account = await system.client(email);
  const changed = await system.cli('users', 'set-role', email, 'fitness-trainer');
  if (changed.code !== 0) throw new Error(`set-role ends with ${changed.code}: ${changed.stderr}`);
  const { json } = await account.post('/access/tokens', { name: 'Guide', scopes: ['read', 'write', 'coach'] });
  return { IRONTRACK_COACH_EMAIL: email, IRONTRACK_COACH_TOKEN: String(json.token) };
}
