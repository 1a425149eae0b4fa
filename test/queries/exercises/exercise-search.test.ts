import { expect } from 'chai';
import { useDatabase } from '../../support/databases.ts';
import { contentOf, type Shelf, shelfOn } from '../support/shelf.ts';

describe('the search for exercises', () => {
  const database = useDatabase();
  let shelf: Shelf;

  before(async () => {
    shelf = await shelfOn(database.db);
    await shelf.directory('muscleGroups', { type: 'SeedItem', data: { id: 1, name: 'chest', anatomicalName: null } });
    const names = [
      ...['Bench Press (Barbell)', 'Bench Press (Dumbbell)', 'Deadlift', 'Deadlfit Drill', 'Squat', 'Pull-Up'],
      ...['Kniebeuge 100%', 'Curl_Down', 'Übung\\Arm', 'Zugübung', 'Farmer’s Walk', 'Wrist Roller', 'Row\nBack'],
    ];
    for (const [at, name] of names.entries()) await shelf.own(at + 1, contentOf(name));
    await shelf.shared(50, contentOf('Chest Push', { aliases: ['Bench Press', 'Lying Press'] }));
    await shelf.takeIn();
  });
  const find = (search: string) => shelf.names({ search });

  it('finds parts of names in any case and with or without accents, literally', async () => {
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

  it('finds words in any order, mistyped ones, short ones, and other names', async () => {
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

  it('puts what holds the text before what is written nearly so', async () => {
    expect(await find('deadlfit')).to.deep.equal(['Deadlfit Drill', 'Deadlift']);
    expect((await shelf.list({ search: 'deadlfit' })).total).to.equal(2);
  });

  it('puts what has such a name before what has it in its name', async () =>
    expect(await find('bench press')).to.deep.equal([
      ...['Chest Push', 'Bench Press (Barbell)', 'Bench Press (Dumbbell)'],
    ]));

  it('orders by relevance only where no other order is asked for', async () => {
    expect(await shelf.names({ search: 'deadlfit', sortOrder: 'desc' })).to.deep.equal(['Deadlift', 'Deadlfit Drill']);
    expect(await shelf.names({ search: 'bench press', orderBy: 'name' })).to.deep.equal([
      ...['Bench Press (Barbell)', 'Bench Press (Dumbbell)', 'Chest Push'],
    ]);
  });

  it('orders what is equally relevant by name, then by id, through all pages', async () => {
    for (const number of [31, 30]) await shelf.shared(number, contentOf('Twin Lift'));
    await shelf.takeIn();
    const page = async (offset: number) => (await shelf.list({ search: 'twin', limit: 1, offset })).items[0]?.id;
    expect([await page(0), await page(1)].map((id) => id?.slice(-2))).to.deep.equal(['30', '31']);
  });
});

/** What people type, and what has to be among the first three then. */
const typed: Readonly<Record<string, string>> = {
  rdl: 'Romanian Deadlift (Barbell)',
  ohp: 'Overhead Press (Barbell)',
  'db bench': 'Bench Press (Dumbbell)',
  'bench dumbell': 'Bench Press (Dumbbell)',
  'bench press': 'Bench Press (Barbell)',
  benchpress: 'Bench Press (Barbell)',
  bench: 'Bench Press (Barbell)',
  'incline db press': 'Incline Bench Press (Dumbbell)',
  squad: 'Squat (Barbell)',
  squats: 'Squat (Barbell)',
  'front squat': 'Front Squat (Barbell)',
  'bulgarian split squat': 'Bulgarian Split Squat',
  deadlfit: 'Deadlift (Barbell)',
  'dead lift': 'Deadlift (Barbell)',
  'lat pulldown': 'Lat Pulldown (Cable)',
  'lat puldown': 'Lat Pulldown (Cable)',
  pullup: 'Pull Up',
  'pull-ups': 'Pull Up',
  'chin up': 'Chin Up',
  'push-up': 'Push Up',
  pushups: 'Push Up',
  'pec deck': 'Pec Deck (Machine)',
  'skull crusher': 'Skullcrusher (Barbell)',
  'tricep pushdown': 'Triceps Pushdown (Cable - Straight Bar)',
  calf: 'Standing Calf Raise (Bodyweight)',
  calves: 'Standing Calf Raise (Bodyweight)',
  'seated calf raise': 'Seated Calf Raise (Machine)',
  'good morning': 'Good Morning (Barbell)',
  plank: 'Plank',
  'hip thrust': 'Hip Thrust (Barbell)',
  hipthrusts: 'Hip Thrust (Barbell)',
  'face pulls': 'Face Pull (Cable)',
  'lateral raise': 'Lateral Raise (Dumbbell)',
  'side raise': 'Lateral Raise (Dumbbell)',
  'hammer curls': 'Hammer Curl (Dumbbell)',
  'biceps curl': 'Bicep Curl (Dumbbell)',
  curl: 'Bicep Curl (Dumbbell)',
  'bb row': 'Bent Over Row (Barbell)',
  't-bar row': 'T Bar Row',
  'leg press': 'Leg Press',
  'leg ext': 'Leg Extension (Machine)',
  'leg curl': 'Lying Leg Curl (Machine)',
  'kb swing': 'Kettlebell Swing',
  shrugs: 'Shrug (Barbell)',
  dips: 'Chest Dip',
  situps: 'Sit Up',
  crunches: 'Crunch',
  lunges: 'Lunge (Bodyweight)',
  burpees: 'Burpee',
  'farmers walk': "Farmer's Walk",
  'military press': 'Strict Military Press (Barbell)',
  treadmill: 'Running (Treadmill)',
  'cable flyes': 'Chest Fly (Cable)',
  snatch: 'Snatch (Barbell)',
  nordic: 'Nordic Hamstring Curl',
};

describe('the search in the catalogue', () => {
  const database = useDatabase();
  let shelf: Shelf;

  before(async () => {
    shelf = await shelfOn(database.db);
    await shelf.seed();
    await shelf.takeIn();
  });

  for (const [search, name] of Object.entries(typed)) {
    it(`has ${name} among the first three for “${search}”`, async () =>
      expect(await shelf.names({ search, limit: 3 })).to.include(name));
  }

  it('has Bench Press (Dumbbell) first for “db bench”', async () =>
    expect((await shelf.names({ search: 'db bench' }))[0]).to.equal('Bench Press (Dumbbell)'));

  it('shows the same first however compounds and plurals are written', async () => {
    for (const forms of [
      ['pullup', 'pull-up', 'pull up', 'pull ups', 'pullups'],
      ['pushup', 'push-up', 'push up', 'push ups', 'pushups'],
      ['skullcrusher', 'skull crusher', 'skull crushers'],
      ['face pull', 'face pulls', 'facepull'],
      ['bicep curl', 'biceps curl', 'biceps curls'],
      ['lunge', 'lunges'],
      ['plank', 'planks'],
      ['hip thrust', 'hip thrusts', 'hip-thrust', 'hipthrust'],
    ]) {
      const firsts = await Promise.all(forms.map(async (search) => (await shelf.names({ search, limit: 1 }))[0]));
      expect(new Set(firsts).size, forms.join()).to.equal(1);
    }
  });
});
