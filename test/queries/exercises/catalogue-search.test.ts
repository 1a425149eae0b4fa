import { expect } from 'chai';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';

/** Search texts that athletes type, each with the exercise that must be among the first three results. */
const expected: Readonly<Record<string, string>> = {
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

/** Groups of spellings. All search texts of a group must have the same exercise as their first result. */
const spellings = [
  ['pullup', 'pull-up', 'pull up', 'pull ups', 'pullups'],
  ['pushup', 'push-up', 'push up', 'push ups', 'pushups'],
  ['skullcrusher', 'skull crusher', 'skull crushers'],
  ['face pull', 'face pulls', 'facepull'],
  ['bicep curl', 'biceps curl', 'biceps curls'],
  ['lunge', 'lunges'],
  ['plank', 'planks'],
  ['hip thrust', 'hip thrusts', 'hip-thrust', 'hipthrust'],
];

describe('search the exercise catalogue', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    await fixture.seed();
    await fixture.project();
  });

  for (const [search, name] of Object.entries(expected)) {
    it(`shows ${name} among the first three exercises for the search “${search}”`, async () =>
      expect(await fixture.listNames({ search, limit: 3 })).to.include(name));
  }

  it('shows Bench Press (Dumbbell) first for the search “db bench”', async () =>
    expect((await fixture.listNames({ search: 'db bench' }))[0]).to.equal('Bench Press (Dumbbell)'));

  for (const searches of spellings) {
    it(`shows the same exercise first for the searches “${searches.join('”, “')}”`, async () => {
      const firsts = await Promise.all(
        searches.map(async (search) => (await fixture.listNames({ search, limit: 1 }))[0]),
      );
      expect(new Set(firsts).size).to.equal(1);
    });
  }
});
