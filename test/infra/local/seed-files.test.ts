import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { slugOf } from '../../../src/documents/exercise.ts';
import { readSeedFiles, readSeeds, SeedsError } from '../../../src/infra/local/seed-files.ts';

const lists = {
  muscleGroups: [{ id: 1, name: 'chest', anatomicalName: 'pectoralis major' }],
  equipment: [{ id: 1, name: 'barbell' }],
  exerciseTags: [{ id: 1, name: 'upper body' }],
};
const press = {
  name: 'Bench Press',
  aliases: ['Chest Press'],
  category: 'strength',
  difficultyLevel: 'beginner',
  force: 'push',
  mechanic: 'compound',
  equipment: ['barbell'],
  primaryMuscles: ['chest'],
  secondaryMuscles: [],
  tags: ['upper body'],
  metrics: ['weight', 'reps'],
  instructions: ['Lower the bar.', 'Press it up.'],
};

describe('seed files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-seeds-'));
    mkdirSync(join(folder, 'exercises'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const read = (exercises: unknown, directories: unknown = lists) => {
    write('directories.json', directories);
    write('exercises/a.json', exercises);
    return readSeeds(folder, slugOf);
  };
  const expectRefusal = async (read: Promise<unknown>, ...parts: RegExp[]) => {
    const error = await read.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(SeedsError);
    for (const part of parts) expect((error as Error).message).to.match(part);
  };

  it('reads seed exercises with ids of reference lists, joined instructions and the recorded exercise id', async () => {
    const { exercises, referenceLists } = await read([press]);
    expect(referenceLists.equipment).to.deep.equal([{ id: 1, name: 'barbell', anatomicalName: null }]);
    expect(exercises).to.deep.equal([
      {
        ...press,
        exerciseId: '019b76da-a800-7441-846f-65d1d26732b0',
        primaryMuscles: [1],
        equipment: [1],
        tags: [1],
        instructions: 'Lower the bar.\nPress it up.',
        safety: null,
        imagePathStart: null,
        imagePathEnd: null,
      },
    ]);
  });

  it('keeps the id of a renamed seed exercise that has a key', async () => {
    const [before] = (await read([press])).exercises;
    const [after] = (await read([{ ...press, key: 'bench-press', name: 'Flat Bench Press' }])).exercises;
    const [unkeyed] = (await read([{ ...press, name: 'Flat Bench Press' }])).exercises;
    expect(after?.exerciseId).to.equal(before?.exerciseId);
    expect(unkeyed?.exerciseId).not.to.equal(before?.exerciseId);
  });

  it('returns another digest for any change of the seed files', async () => {
    const first = (await read([press])).digest;
    expect((await read([press])).digest).to.equal(first);
    expect((await read([{ ...press, safety: 'Use a spotter.' }])).digest).not.to.equal(first);
    const more = {
      ...lists,
      equipment: [
        { id: 1, name: 'barbell' },
        { id: 2, name: 'bench' },
      ],
    };
    expect((await read([press], more)).digest).not.to.equal(first);
  });

  it('refuses an invalid seed file with its name and the path of the mistake', async () => {
    await expectRefusal(
      read([press, { ...press, name: 'Dip', level: 'easy' }]),
      /^exercises.a\.json:/,
      /at \[1\]/,
      /level/,
    );
    await expectRefusal(read([{ ...press, category: 'dance' }]), /exercises.a\.json/, /\[0\]\.category/);
    await expectRefusal(
      read([{ ...press, primaryMuscles: ['chest', 'biceps'] }]),
      /"biceps" is not in the reference list/,
      /\[0\]\.primaryMuscles\[1\]/,
    );
    await expectRefusal(read([{ ...press, instructions: ['Press.'] }]), /\[0\]\.instructions/);
    await expectRefusal(read('[{"name": "Press",\n}]'), /^exercises.a\.json: .*line 2/);
    await expectRefusal(
      read([press], { ...lists, equipment: [{ id: 1, name: 'Bar  Bell' }] }),
      /^directories\.json/,
      /equipment\[0\]\.name/,
    );
  });

  it('refuses seed files in which two items share an id, a name, a slug or a key', async () => {
    const sameId = [
      { id: 1, name: 'barbell' },
      { id: 1, name: 'bench' },
    ];
    await expectRefusal(read([press], { ...lists, equipment: sameId }), /the id 1/, /equipment\[1\]/);
    const sameName = [
      { id: 1, name: 'barbell' },
      { id: 2, name: 'barbell' },
    ];
    await expectRefusal(read([press], { ...lists, equipment: sameName }), /the name barbell/, /equipment\[1\]/);
    await expectRefusal(
      read([press, { ...press, name: 'Bench-Press' }]),
      /a\.json at \[1\] \(Bench-Press\)/,
      /\[0\] \(Bench Press\) has the same/,
    );
    await expectRefusal(read([press, { ...press, key: 'bench-press', name: 'Dip' }]), /key bench-press/);
    await expectRefusal(read([press, { ...press, key: 'press', name: 'Bench Press!' }]), /slug bench-press/);
  });

  it('reads the digest of the seed data without parsing it', async () => {
    const { digest } = await read([press]);
    expect((await readSeedFiles(folder)).digest).to.equal(digest);
    write('exercises/a.json', 'no JSON');
    expect((await readSeedFiles(folder)).digest).not.to.equal(digest);
  });

  it('refuses a folder without seed files', async () => {
    await expectRefusal(readSeeds(join(folder, 'nowhere'), slugOf), /directories\.json.*ENOENT/);
    write('directories.json', lists);
    rmSync(join(folder, 'exercises'), { recursive: true });
    await expectRefusal(readSeeds(folder, slugOf), /exercises.*ENOENT/);
  });
});
