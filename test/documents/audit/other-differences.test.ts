import { type AccountDocument, accountFold } from '../../../src/documents/account.ts';
import { accountAudit } from '../../../src/documents/audit/account.ts';
import { coachingAudit } from '../../../src/documents/audit/coaching.ts';
import { discussionAudit } from '../../../src/documents/audit/discussion.ts';
import { exerciseAudit } from '../../../src/documents/audit/exercise.ts';
import { importAudit } from '../../../src/documents/audit/import.ts';
import { measurementAudit } from '../../../src/documents/audit/measurement.ts';
import { profileAudit } from '../../../src/documents/audit/profile.ts';
import { coachingFold, type StoredCoaching } from '../../../src/documents/coaching.ts';
import { type DiscussionDocument, discussionFold } from '../../../src/documents/discussion.ts';
import { type ExerciseDocument, exerciseFold } from '../../../src/documents/exercise.ts';
import { type ImportDocument, importFold } from '../../../src/documents/import.ts';
import { type MeasurementDocument, measurementFold } from '../../../src/documents/measurement.ts';
import { type ProfileDocument, usualProfile } from '../../../src/documents/profile.ts';
import type { Day, ExerciseId, TimeZone } from '../../../src/events/ids.ts';
import { athlete, noon } from '../../support/specification.ts';
import { describeDifferences, exampleAfter, kg } from './support/documents.ts';

const account = exampleAfter<AccountDocument>('account', 'AccountRegistered', accountFold);

describeDifferences<AccountDocument>('accounts', accountAudit, [
  ['are none for the same account', account, { ...account }, []],
  ['tell the name', account, { ...account, name: 'Ada' }, ['Account: name none → “Ada”']],
  [
    'tell the address, whether it is active, and its rights',
    account,
    { ...account, email: 'b@example.com', isActive: false, isSuperuser: true },
    [
      'Account: email address ada@example.com → b@example.com',
      'Account: active yes → no',
      'Account: superuser no → yes',
    ],
  ],
]);

const coaching = exampleAfter<StoredCoaching>('coaching', 'CoachInvited', coachingFold);

describeDifferences<StoredCoaching>('coaching relationships', coachingAudit, [
  ['are none for the same relationship', coaching, { ...coaching }, []],
  [
    'tell the status, the scope and the end',
    coaching,
    { ...coaching, status: 'active', scope: ['body_data'], expiresAt: null },
    [
      'Coaching: status pending → active',
      'Coaching: scope history, plans → body data',
      'Coaching: end 2026-01-10T09:30:00.000000Z → none',
    ],
  ],
]);

const discussion = exampleAfter<DiscussionDocument>('discussion', 'CommentAdded', discussionFold);
const [comment] = discussion.comments;
if (!comment) throw new Error('The example of a discussion has no comment');
const ofTheCoach = { ...comment, id: 'new' as typeof comment.id, by: 'coach', text: 'Yes', setId: null } as const;

describeDifferences<DiscussionDocument>('discussions', discussionAudit, [
  ['are none for the same discussion', discussion, { ...discussion, comments: [{ ...comment }] }, []],
  [
    'tell each added and changed comment',
    discussion,
    { ...discussion, comments: [{ ...comment, text: 'Deep?' }, ofTheCoach] },
    ['Comment changed: “Tief genug? 🏋️” → “Deep?”', 'Comment of the coach on an exercise added: “Yes”'],
  ],
  [
    'tell each removed comment',
    { ...discussion, comments: [comment, ofTheCoach] },
    { ...discussion, comments: [comment] },
    ['Comment removed: “Yes”'],
  ],
]);

const exercise = exampleAfter<ExerciseDocument>('exercise', 'CatalogueExerciseAdded', exerciseFold);
const ofExercise = (title: string, change: Partial<ExerciseDocument>, sentence: string) =>
  [title, exercise, { ...exercise, ...change }, [sentence]] as const;

describeDifferences<ExerciseDocument>('exercises', exerciseAudit, [
  ['are none for the same exercise', exercise, { ...exercise }, []],
  ofExercise('tell the name', { name: 'Dip' }, 'Exercise: name “Bankdrücken” → “Dip”'),
  ofExercise('tell the aliases', { aliases: ['a', 'b'] }, 'Exercise: aliases “Brustpresse” → “a”, “b”'),
  ofExercise(
    'tell the instructions',
    { instructions: 'Lift.' },
    'Exercise: instructions “Ablegen.\nDrücken.” → “Lift.”',
  ),
  ofExercise('tell the safety', { safety: 'Belt' }, 'Exercise: safety none → “Belt”'),
  ofExercise('tell a missing slug', { slug: null }, `Exercise: slug ${exercise.slug} → none`),
  ofExercise('tell the category', { category: 'cardio' as never }, 'Exercise: category strength → cardio'),
  ofExercise('tell the difficulty', { difficultyLevel: 'expert' }, 'Exercise: difficulty beginner → expert'),
  ofExercise('tell a missing force', { force: null }, 'Exercise: force push → none'),
  ofExercise('tell a missing mechanic', { mechanic: null }, 'Exercise: mechanic compound → none'),
  ofExercise('tell the muscles', { primaryMuscles: [4, 7] }, 'Exercise: primary muscles no. 4 → no. 4, no. 7'),
  ofExercise('tell other muscles', { secondaryMuscles: [] }, 'Exercise: secondary muscles no. 15 → none'),
  ofExercise('tell the equipment', { equipment: [2] }, 'Exercise: equipment no. 2, no. 11 → no. 2'),
  ofExercise('tell the tags', { tags: [3] }, 'Exercise: tags no. 1 → no. 3'),
  ofExercise('tell the metrics', { metrics: ['reps'] }, 'Exercise: metrics weight, reps → reps'),
  ofExercise(
    'tell a missing picture of the start',
    { imagePathStart: null },
    'Exercise: picture of the start /bench-press/start.jpg → none',
  ),
  ofExercise('tell the picture of the end', { imagePathEnd: '/end' }, 'Exercise: picture of the end none → /end'),
  ofExercise('tell the archive', { archivedAt: noon }, 'Exercise: archived no → yes'),
]);

const started = exampleAfter<ImportDocument>('import', 'ImportRowsRejected', importFold);
const completed = exampleAfter<ImportDocument>('import', 'ImportCompleted', importFold);
const counts = '2 sessions, 9 sets (5 added, 1 updated, 3 unchanged, 1 removed), 2 rejected rows';

describeDifferences<ImportDocument>('imports', importAudit, [
  [
    'tell the status and the counts',
    started,
    completed,
    ['Import: status in progress → completed', `Import: counts none → ${counts}`],
  ],
  ['tell the rejected rows', started, { ...started, errors: [] }, ['Import: rejected rows 2 → 0']],
]);

const measurement = exampleAfter<MeasurementDocument>('measurement', 'MeasurementRecorded', measurementFold);
const ofMeasurement = (title: string, change: Partial<MeasurementDocument>, sentence: string) =>
  [title, measurement, { ...measurement, ...change }, [sentence]] as const;

describeDifferences<MeasurementDocument>('measurements', measurementAudit, [
  ['are none for the same measurement', measurement, { ...measurement }, []],
  ofMeasurement('tell the value', { value: 80, unit: 'kg' }, 'Body weight: 180.25 lb → 80 kg'),
  ofMeasurement('tell the kind', { kind: 'body_fat' }, 'Body weight: kind Body weight → Body fat'),
  ofMeasurement('tell the day', { day: '2026-01-11' as Day }, 'Body weight: day 2026-01-09 → 2026-01-11'),
  ofMeasurement('tell a missing time', { time: null }, 'Body weight: time 07:30 → unknown'),
  ofMeasurement('tell missing notes', { notes: null }, 'Body weight: notes “after breakfast” → none'),
]);

const profile = usualProfile(athlete);
const maxOf = (exercise: string, value: number, day = '2026-01-10') =>
  ({ exerciseId: exercise as ExerciseId, weight: kg(value), setOn: day as Day }) as const;
const withMaxes = (...trainingMaxes: ProfileDocument['trainingMaxes']): ProfileDocument => ({
  ...profile,
  trainingMaxes,
});
const gear = {
  bar: 45,
  plates: [
    { value: 2.5, pairs: 1 },
    { value: 45, pairs: null },
  ],
  dumbbells: [],
  step: 10,
};

describeDifferences<ProfileDocument>('profiles', profileAudit, [
  ['are none for the same profile', withMaxes(maxOf('a', 1)), withMaxes(maxOf('a', 1)), []],
  [
    'tell each preference',
    profile,
    { ...profile, unit: 'lb', timezone: 'UTC' as TimeZone, firstDayOfWeek: 'sunday', e1rmFormula: 'brzycki' },
    [
      'Profile: unit kg → lb',
      'Profile: time zone unknown → UTC',
      'Profile: first day of the week monday → sunday',
      'Profile: formula of the estimated maximum epley → brzycki',
    ],
  ],
  [
    'tell the gear of each unit',
    profile,
    { ...profile, gear: { kg: { ...gear, plates: [], dumbbells: [10, 12.5] }, lb: gear } },
    [
      'Profile: gear in kg what most gyms have → bar 45, plates none, dumbbells 10, 12.5, step 10',
      'Profile: gear in lb what most gyms have → bar 45, plates 2.5 (1 pairs), 45, dumbbells none, step 10',
    ],
  ],
  [
    'tell each added, changed and removed training max',
    withMaxes(maxOf('a', 100), maxOf('b', 50)),
    withMaxes(maxOf('b', 55, '2026-02-01'), maxOf('c', 20)),
    [
      'Training max of the exercise a: 100 kg from 2026-01-10 → none',
      'Training max of the exercise b: 50 kg from 2026-01-10 → 55 kg from 2026-02-01',
      'Training max of the exercise c: none → 20 kg from 2026-01-10',
    ],
  ],
  [
    'tell another order of training maxes',
    withMaxes(maxOf('a', 1), maxOf('b', 2)),
    withMaxes(maxOf('b', 2), maxOf('a', 1)),
    ['The training maxes are in another order'],
  ],
]);
