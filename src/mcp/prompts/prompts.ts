type Prompt = Readonly<{
  name: string;
  title: string;
  description: string;
  arguments: readonly Readonly<{ name: string; description: string; required: boolean }>[];
  text: (args: Readonly<Record<string, string>>) => string;
}>;

/** The prompts that a client offers to the athlete. */
export const prompts: readonly Prompt[] = [
  {
    name: 'weekly_review',
    title: 'Review my week',
    description: 'Look at the last seven days: what was done, what was planned, and what to change.',
    arguments: [],
    text: () =>
      'Review my last seven days of training. Call training_overview, list_sessions for these days, and todays_plan. ' +
      'Tell me in a few sentences what I did, what of the plan I missed, and which records I set. Then name one thing ' +
      'to keep and one to change, each with the numbers that it follows from. Change nothing in the log.',
  },
  {
    name: 'plan_from_goals',
    title: 'Write a plan for my goals',
    description: 'Write training units and a plan for goals, and start it after the athlete agrees.',
    arguments: [
      { name: 'goals', description: 'What to reach, and by when.', required: true },
      { name: 'days', description: 'How many days a week. 3 by default.', required: false },
    ],
    text: ({ goals = '', days = '3' }) =>
      `Write a training plan for ${days} days a week. My goals:\n\n${quoted(goals)}\n\n` +
      'First read training_overview and the statistics of the exercises that matter, and take starting weights from ' +
      'what I have really done. Find each exercise with search_exercises. Show me the whole plan in words and ask. ' +
      'Then call create_unit for each unit and create_plan, each first with preview: true. Ask before start_plan.',
  },
  {
    name: 'log_from_text',
    title: 'Log a workout from my words',
    description: 'Turn a description of a workout into a session of the log.',
    arguments: [{ name: 'workout', description: 'What was done, and when.', required: true }],
    text: ({ workout = '' }) =>
      `Log this workout:\n\n${quoted(workout)}\n\n` +
      'Find each exercise with search_exercises; where several fit, ask me which one I mean. Ask for what is missing: ' +
      'the start and the end, weights with their unit, repetitions. Add nothing that I did not say. Call log_session ' +
      'with preview: true, show me its sentences, and log it after I agree.',
  },
];

/** The longest text of an argument. */
const maxText = 8_000;

/** A text of the athlete, marked as such. */
const quoted = (text: string): string => `<athlete>\n${text.slice(0, maxText)}\n</athlete>`;
