/** Files of the formats that no generator writes, each with two workouts. */
export const otherFiles: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  [
    'FitNotes',
    { format: 'fitnotes' },
    [
      'Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment',
      '2024-03-11,Squat,Legs,60,kgs,5,,,,deep',
      '2024-03-11,Plank,Core,,,,,,0:01:30,',
      '2024-03-12,Running,Cardio,,,,5,km,0:25:00,',
    ],
  ],
  [
    'StrongLifts',
    { format: 'stronglifts' },
    [
      'Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,Sets×Reps,Sets×Time,Top Set (Reps×KG),e1RM (KG),Reps,Volume (KG),Workout Volume (KG),Duration (hours),Start Time (h:mm),End Time (h:mm),Notes,Set 1 (Reps),Set 1 (KG)',
      '"2025/08/11","1","Workout A","","87","Squat","5/-","","","","","","","1.5","10:56 PM","12:26 AM","Deep","5","55.5"',
      '"2025/08/13","2","Workout B","","87","Squat","5/-","","","","","","","1.5","10:56 PM","12:26 AM","","5","58"',
    ],
  ],
  [
    'a CSV file with a mapping',
    { format: 'csv', map: 'date=Day,exercise=Lift,weight=Load,reps=Times', unit: 'lb' },
    ['Day,Lift,Load,Times', '2024-03-11,Squat,225,5', '2024-03-12,Bench,135,8'],
  ],
];
