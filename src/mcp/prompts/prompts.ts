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
];
