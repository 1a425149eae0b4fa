import { expect } from 'chai';
import { offenders, type WrittenExercise } from './support/catalogue.ts';

/** The equipment that the words in brackets at the end of an exercise's name mean. */
const equipmentOfBracket: Readonly<Record<string, string>> = {
  Band: 'resistance band',
  Barbell: 'barbell',
  'Balance Trainer': 'balance trainer',
  Bodyweight: 'body weight',
  Cable: 'cable machine',
  Dumbbell: 'dumbbell',
  'EZ Bar': 'ez curl bar',
  'Foam Roller': 'foam roller',
  Kettlebell: 'kettlebell',
  Landmine: 'landmine',
  'Massage Ball': 'massage ball',
  'Medicine Ball': 'medicine ball',
  'Neck Harness': 'neck harness',
  Plate: 'weight plate',
  Rings: 'gymnastic rings',
  'Safety Bar': 'safety squat bar',
  Sliders: 'sliders',
  'Smith Machine': 'smith machine',
  'Stability Ball': 'stability ball',
  Suspension: 'suspension trainer',
  'Swiss Bar': 'swiss bar',
  'Trap Bar': 'trap bar',
  Treadmill: 'treadmill',
};

/** Equipment that has a weight and with which the athlete moves that weight in nearly every exercise. */
const loads = [
  'dumbbell',
  'cable machine',
  'machine',
  'smith machine',
  'ez curl bar',
  'trap bar',
  'swiss bar',
  'log',
  'yoke',
];

/** For each kind of movement, muscles of which an exercise of this kind must have at least one as primary muscle. */
const primaryMusclesOf: Readonly<Record<string, readonly string[]>> = {
  'horizontal push': ['chest', 'triceps', 'front delts'],
  'vertical push': ['front delts', 'side delts', 'triceps', 'chest'],
  'horizontal pull': ['lats', 'middle back', 'rear delts'],
  'vertical pull': ['lats', 'traps', 'side delts'],
};

const hasAny = (list: readonly string[], wanted: readonly string[]) => wanted.some((each) => list.includes(each));
const bracketOf = ({ name }: WrittenExercise) => /\(([^)]+)\)$/.exec(name)?.[1] ?? '';

describe('properties of seeded exercises', () => {
  it('the equipment contains what the brackets of the name say', () => {
    const lacksIt = (each: WrittenExercise) => {
      const named = equipmentOfBracket[bracketOf(each)];
      return named !== undefined && !each.equipment.includes(named);
    };
    expect(offenders(lacksIt)).to.deep.equal([]);
  });

  it('the brackets of names use one word for each kind of equipment', () => {
    const odd = ['Weight Plate', 'Safety Squat Bar', 'Ring', 'Bands', 'EZ-Bar', 'Swiss Ball', 'Trap bar', 'Smith'];
    expect(offenders((each) => odd.includes(bracketOf(each)))).to.deep.equal([]);
  });

  it('force and mechanic fit the category', () => {
    const wrong = ({ category, force, mechanic }: WrittenExercise) => {
      if (category === 'cardio') return force !== null;
      if (category === 'stretching') return mechanic !== null || force === 'push' || force === 'pull';
      if (category === 'olympic weightlifting' || category === 'powerlifting') return mechanic !== 'compound';
      return category === 'plyometrics' && force === null;
    };
    expect(offenders(wrong)).to.deep.equal([]);
  });

  it('stretches, body weight and bands record no weight', () => {
    const weighs = ({ metrics }: WrittenExercise) => metrics.includes('weight');
    expect(offenders((each) => each.category === 'stretching' && weighs(each))).to.deep.equal([]);
    const isBandAlone = ({ equipment }: WrittenExercise) =>
      equipment.includes('resistance band') && !equipment.includes('barbell') && !hasAny(equipment, loads);
    expect(offenders((each) => isBandAlone(each) && weighs(each))).to.deep.equal([]);
    expect(offenders((each) => bracketOf(each) === 'Bodyweight' && weighs(each))).to.deep.equal([]);
  });

  it('exercises that move a weight record it', () => {
    const isLifted = ({ equipment, category }: WrittenExercise) =>
      category !== 'stretching' && hasAny(equipment, loads);
    expect(offenders((each) => isLifted(each) && !each.metrics.includes('weight'))).to.deep.equal([]);
    expect(offenders((each) => bracketOf(each) === 'Weighted' && !each.metrics.includes('weight'))).to.deep.equal([]);
  });

  it('holds record a time, and exercises in place record no distance', () => {
    const isHold = ({ name }: WrittenExercise) => /\bHold\b/.test(name);
    expect(offenders((each) => isHold(each) && !each.metrics.includes('time'))).to.deep.equal([]);
    const stays = ({ category, force }: WrittenExercise) => category === 'stretching' || force === 'static';
    expect(offenders((each) => stays(each) && each.metrics.includes('distance'))).to.deep.equal([]);
  });

  it('the tags push and pull fit the primary muscles and the force', () => {
    for (const [tag, muscles] of Object.entries(primaryMusclesOf)) {
      const other = tag.endsWith('push') ? 'pull' : 'push';
      const tagged = ({ tags }: WrittenExercise) => tags.includes(tag);
      expect(
        offenders((each) => tagged(each) && !hasAny(each.primaryMuscles, muscles)),
        tag,
      ).to.deep.equal([]);
      expect(
        offenders((each) => tagged(each) && each.force === other),
        tag,
      ).to.deep.equal([]);
    }
  });

  it('isolation exercises use at most six muscles, compound exercises at least two', () => {
    const count = ({ primaryMuscles, secondaryMuscles }: WrittenExercise) =>
      primaryMuscles.length + secondaryMuscles.length;
    expect(offenders((each) => each.mechanic === 'isolation' && count(each) > 6)).to.deep.equal([]);
    expect(offenders((each) => each.mechanic === 'compound' && count(each) < 2)).to.deep.equal([]);
  });

  it('exercises of one arm or one leg have the tag unilateral', () => {
    const isOneSided = ({ name }: WrittenExercise) => /\b(?:Single|One) (?:Arm|Leg)\b/.test(name);
    expect(offenders((each) => isOneSided(each) && !each.tags.includes('unilateral'))).to.deep.equal([]);
  });

  it('dangerous exercises have a safety cue', () => {
    const isRisky = ({ name, category }: WrittenExercise) =>
      category !== 'stretching' &&
      /Behind the Neck|Neck Bridge|Depth Jump|Guillotine|Handstand (?:Push Up|Walk)/.test(name);
    expect(offenders((each) => isRisky(each) && each.safety === undefined)).to.deep.equal([]);
  });
});
