import { expect } from 'chai';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { contentOf, stranger } from '../support/exercise-samples.ts';
import { addReferenceLists } from '../support/reference-list-samples.ts';

describe('search exercises', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    const names = [
      ...['Bench Press (Barbell)', 'Bench Press (Dumbbell)', 'Deadlift', 'Deadlfit Drill', 'Squat', 'Pull-Up'],
      ...['Kniebeuge 100%', 'Curl_Down', 'Übung\\Arm', 'Zugübung', 'Farmer’s Walk', 'Wrist Roller', 'Row\nBack'],
    ];
    for (const [at, name] of names.entries()) await fixture.addOwn(at + 1, contentOf(name));
    await fixture.addToCatalogue(50, contentOf('Chest Push', { aliases: ['Bench Press', 'Lying Press'] }));
    await fixture.project();
  });
  const find = (search: string) => fixture.listNames({ search });

  it('finds exercises by part of their name, literally, in any case, with or without accents', async () => {
    expect(await find('NIEBEU')).to.deep.equal(['Kniebeuge 100%']);
    for (const search of ['übung', 'UBUNG', 'ÜBUNG', 'u\u0308bung']) {
      expect(await find(search), search).to.deep.equal(['Übung\\Arm', 'Zugübung']);
    }
    expect(await find('0%')).to.deep.equal(['Kniebeuge 100%']);
    expect(await find('%')).to.deep.equal(['Kniebeuge 100%']);
    expect(await find('_')).to.deep.equal(['Curl_Down']);
    expect(await find('\\')).to.deep.equal(['Übung\\Arm']);
    expect(await find('ess (dumb')).to.deep.equal(['Bench Press (Dumbbell)']);
    expect(await find('row back')).to.deep.equal(['Row\nBack']);
    expect(await find("'; DROP TABLE")).to.deep.equal([]);
    expect(await find('!!')).to.deep.equal([]);
  });

  it('finds exercises by words in any order, mistyped words, abbreviations and aliases', async () => {
    expect((await find('dumbbell bench'))[0]).to.equal('Bench Press (Dumbbell)');
    expect((await find('db bench'))[0]).to.equal('Bench Press (Dumbbell)');
    expect((await find('bench dumbell'))[0]).to.equal('Bench Press (Dumbbell)');
    expect(await find('squad')).to.deep.equal(['Squat']);
    expect(await find('lying press')).to.deep.equal(['Chest Push']);
    expect(await find('farmers walks')).to.deep.equal(['Farmer’s Walk']);
    for (const search of ['pullup', 'pull-up', 'pull up', 'Pullups', 'pull ups', 'PULL-UPS']) {
      expect(await find(search), search).to.deep.equal(['Pull-Up']);
    }
  });

  it('ranks an exercise that contains the searched text before one that is similar', async () => {
    expect(await find('deadlfit')).to.deep.equal(['Deadlfit Drill', 'Deadlift']);
    expect((await fixture.list({ search: 'deadlfit' })).total).to.equal(2);
  });

  it('ranks an exercise with the searched text as its alias before one with the text in its name', async () => {
    const found = ['Chest Push', 'Bench Press (Barbell)', 'Bench Press (Dumbbell)'];
    expect(await find('bench press')).to.deep.equal(found);
  });

  it('sorts found exercises by relevance, in any sort order, unless the caller asks for another sort key', async () => {
    for (const sortOrder of ['asc', 'desc'] as const) {
      const byRelevance = await fixture.listNames({ search: 'deadlfit', sortOrder });
      expect(byRelevance, sortOrder).to.deep.equal(['Deadlfit Drill', 'Deadlift']);
    }
    const sorted = ['Bench Press (Barbell)', 'Bench Press (Dumbbell)', 'Chest Push'];
    const byName = { search: 'bench press', orderBy: 'name' } as const;
    expect(await fixture.listNames(byName)).to.deep.equal(sorted);
    expect(await fixture.listNames({ ...byName, sortOrder: 'desc' })).to.deep.equal(sorted.toReversed());
  });

  it('finds own exercises as they are now, and never those of other accounts', async () => {
    expect(await find('zercher')).to.deep.equal([]);
    await fixture.addOwn(60, contentOf('Zercher Hold'));
    await fixture.addOwn(61, contentOf('Zercher Walk'), stranger);
    await fixture.project();
    expect(await find('zercher')).to.deep.equal(['Zercher Hold']);
    expect(await fixture.listNames({ search: 'zercher', caller: stranger })).to.deep.equal(['Zercher Walk']);
    await fixture.changeExercise(60, { type: 'ReviseOwnExercise', data: { name: 'Zercher Carry' } });
    await fixture.project();
    expect(await find('zercher')).to.deep.equal(['Zercher Carry']);
    await fixture.changeExercise(60, { type: 'DeleteExercise', data: { isSuperuser: false } });
    await fixture.project();
    expect(await find('zercher')).to.deep.equal([]);
  });

  it('sorts equally relevant exercises by name and then by id, over all pages', async () => {
    for (const number of [31, 30]) await fixture.addToCatalogue(number, contentOf('Twin Lift'));
    await fixture.project();
    const idAt = async (offset: number) => (await fixture.list({ search: 'twin', limit: 1, offset })).items[0]?.id;
    expect([await idAt(0), await idAt(1)].map((id) => id?.slice(-2))).to.deep.equal(['30', '31']);
  });
});
