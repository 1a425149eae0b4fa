import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { directories, exercises, seedsFolder, type WrittenExercise } from '../seeds/support/catalogue.ts';
import type { Ended } from '../support/command.ts';
import { type System, useSystems } from '../support/system.ts';
import { read } from './support/imports.ts';
import { eventStoreOf, logOf, watch } from './support/log.ts';

const itemCount = Object.values(directories).reduce((sum, list) => sum + list.length, 0);
const template = exercises.find(({ name }) => name === 'Plank') as WrittenExercise;
const plank = (name: string, change: Partial<WrittenExercise> = {}): WrittenExercise => ({
  ...template,
  name,
  aliases: [],
  ...change,
});

const isSeeded = ({ owner }: { owner: string }) => owner === 'system';
const outcome = ({ stdout, stderr, code }: Ended) => {
  expect([code, stderr]).to.deep.equal([0, '']);
  return JSON.parse(stdout);
};

describe('the seed data of an installation', () => {
  const suite = useSystems();
  let system: System;
  let athlete: Client;
  before(async () => {
    system = await suite.start({ seeds: true });
    athlete = await system.client('athlete@example.com');
  });

  /** Creates a seed data folder with the usual reference lists and these exercises. */
  const folderOf = (content: readonly WrittenExercise[] | string) => {
    const folder = suite.folder();
    mkdirSync(join(folder, 'exercises'));
    cpSync(`${seedsFolder}directories.json`, join(folder, 'directories.json'));
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(folder, 'exercises', 'some.json'), text);
    return folder;
  };
  const seed = (content: Parameters<typeof folderOf>[0], ...options: string[]) =>
    system.cli('seed', '--from', folderOf(content), '--json', ...options);
  const found = async (query: string) => (await read(athlete, `/exercises?${query}`)).json;

  it('all seed data is readable when the service is ready for the first time', async () => {
    const { items, total } = await found('scope=system&pageSize=100');
    expect([items.length, total]).to.deep.equal([100, exercises.length]);
    const [squat] = (await found('scope=system&searchString=bb%20squat')).items;
    expect(squat).to.deep.include({ name: 'Squat (Barbell)', slug: 'squat-barbell', createdBy: null });
    expect(squat.primaryMuscles.map(({ name }: { name: string }) => name)).to.deep.equal(['quadriceps', 'glutes']);
    expect((await read(athlete, '/catalogs/muscle-groups')).json).to.have.length(directories.muscleGroups.length);
  });

  it('unchanged seed data writes nothing, neither by irontrack seed nor at a start', async () => {
    const log = (await logOf(system.dataDir)).filter(isSeeded);
    const total = itemCount + exercises.length;
    expect((await system.cli('seed')).stdout).to.equal(
      `Catalogue up to date: ${total.toLocaleString('en-US')} items checked, 0 changed\n`,
    );
    const done = directories.equipment.length;
    const unchanged = { total: done, done, events: 0, refused: [] };
    expect(outcome(await system.cli('seed', '--only', 'equipment', '--json'))).to.deep.equal(unchanged);
    await system.stop();
    system = await suite.start({ dataDir: system.dataDir, seeds: true });
    athlete = await system.client('athlete@example.com');
    expect(system.logged()).not.to.match(/Catalogue up to date/);
    expect((await logOf(system.dataDir)).filter(isSeeded)).to.deep.equal(log);
  });

  it('one edited instruction in the seed data writes one event', async () => {
    const folder = folderOf([]);
    const file = join(folder, 'exercises', 'some.json');
    const instructions = async () =>
      (await read(athlete, '/exercises/criteria/?slug=squat-barbell')).json.instructions as string;
    const [before, after] = ['Drive the floor away with your whole foot', 'Push the floor away with your whole foot'];
    const text = readFileSync(`${seedsFolder}exercises/legs.json`, 'utf8');
    expect(text.split(before)).to.have.length(2);
    writeFileSync(file, text.replace(before, after));

    const log = await logOf(system.dataDir);
    expect(outcome(await system.cli('seed', '--from', folder, '--json'))).to.include({ events: 1 });
    const added = (await logOf(system.dataDir)).slice(log.length);
    expect(added.map(({ type }) => type)).to.deep.equal(['CatalogueExerciseRevised']);
    // The athlete's query does not wait for this write, because another account made it, so the query is repeated.
    for (let tries = 0; !(await instructions()).includes(after); tries += 1) expect(tries).to.be.below(5_000);
  });

  it('irontrack seed --only applies only these parts', async () => {
    const some = [plank('Plank on the Moon')];
    expect(outcome(await seed(some, '--only', 'equipment', '--only', 'exercise-tags'))).to.include({
      total: directories.equipment.length + directories.exerciseTags.length,
      events: 0,
    });
    expect(outcome(await seed(some, '--only', 'exercises'))).to.include({ total: 1, events: 1 });
    const { code, stderr } = await seed(some, '--only', 'songs');
    expect([code, /songs/.test(stderr)]).to.deep.equal([1, true]);
  });

  it('irontrack seed restores the cursor of the terminal when Ctrl-C stops it', async () => {
    const typing = suite.run(['seed'], { dataDir: system.dataDir, terminal: true });
    await typing.prints(/(\d) % \|/);
    typing.type('\u0003');
    const { code, stdout } = await typing.ended;
    expect(code).to.equal(130);
    expect(stdout.lastIndexOf('\u001b[?25h')).to.be.greaterThan(stdout.lastIndexOf('\u001b[?25l'));
  });

  it('a seeded exercise leaves an athlete’s own exercise with the same name unchanged', async () => {
    const muscles = [1];
    const body = { name: 'Plank on Mars', primaryMuscles: muscles, difficultyLevel: 'expert', category: 'strength' };
    const own = (await athlete.post('/exercises/user', body)).json;
    expect(outcome(await seed([plank('Plank on Mars')], '--only', 'exercises'))).to.include({ events: 1 });
    expect((await read(athlete, `/exercises/${own.id}`)).json).to.deep.equal(own);
    expect((await found('scope=user')).items.map(({ id }: { id: string }) => id)).to.deep.equal([own.id]);
  });

  it('irontrack seed skips and reports an exercise whose name is taken, applies the others, and fails', async () => {
    outcome(await seed([plank('Plank on Venus', { key: 'first' })], '--only', 'exercises'));
    const rivals = [plank('Plank on Venus', { key: 'second' }), plank('Plank on Jupiter')];
    const { code, stdout, stderr } = await seed(rivals, '--only', 'exercises');
    expect(JSON.parse(stdout)).to.deep.equal({ total: 2, done: 2, events: 1, refused: ['Plank on Venus'] });
    expect([code, stderr]).to.deep.equal([1, 'Names that are taken: Plank on Venus\n']);
  });

  it('irontrack seed writes nothing when a file has a mistake, and reports the file and the place', async () => {
    const log = await logOf(system.dataDir);
    const wrong: [Parameters<typeof folderOf>[0], RegExp][] = [
      ['[{"name": "Plank",\n}]', /exercises.some\.json: .*line 2/],
      [
        [plank('Plank on Io'), plank('Plank on Titan', { tags: ['fun'] })],
        /some\.json:\n.*"fun".*\n.*\[1\]\.tags\[0\]/,
      ],
      [[plank('Plank on Io'), plank('Plank on Io')], /some\.json at \[1\] \(Plank on Io\)/],
    ];
    for (const [content, fault] of wrong) {
      const { code, stdout, stderr } = await seed(content);
      expect(stderr).to.match(fault);
      expect(stderr).not.to.match(/^\s+at .*\.ts/m);
      expect([code, stdout]).to.deep.equal([1, '']);
    }
    expect(await logOf(system.dataDir)).to.deep.equal(log);
  });

  it('irontrack seed starts no services when a file has a mistake', async () => {
    const dataDir = join(suite.folder(), 'unused');
    const { code } = await suite.cli(['seed', '--from', folderOf('{')], { dataDir });
    expect([code, existsSync(join(dataDir, 'postgres'))]).to.deep.equal([1, false]);
  });

  it('irontrack seed, killed half-way, is completed by running it again', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `Plank ${n}`);
    const folder = folderOf(names.map((name) => plank(name)));
    const { reached, close } = await watch(eventStoreOf(system.dataDir), 'CatalogueExerciseAdded', 50);
    const cut = suite.run(['seed', '--from', folder], { dataDir: system.dataDir });
    await reached;
    await cut.kill();
    await system.kill();
    await close();

    system = await suite.start({ dataDir: system.dataDir, seeds: true });
    const added = async () =>
      (await logOf(system.dataDir)).filter(({ type }) => type === 'CatalogueExerciseAdded').map(({ stream }) => stream);
    const before = (await added()).length;
    const after = outcome(await system.cli('seed', '--from', folder, '--json'));
    const streams = await added();
    expect(after.events, 'events that the kill prevented')
      .to.equal(streams.length - before)
      .and.above(0);
    expect(new Set(streams).size).to.equal(streams.length);
    expect(outcome(await system.cli('seed', '--from', folder, '--json'))).to.include({ events: 0, done: after.total });
    athlete = await system.client('athlete@example.com');
    expect((await found('scope=system&pageSize=1')).total).to.equal(streams.length);
  });
});
