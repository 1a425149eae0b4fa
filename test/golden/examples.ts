import { parseStream } from '../../src/events/streams.ts';
import { accounts } from './examples/accounts.ts';
import type { Example, Examples } from './examples/example.ts';
import { sessions } from './examples/sessions.ts';
import { templates } from './examples/templates.ts';

/** Example streams of every kind of aggregate. They contain every type of event at least once, in a possible order. */
export const examples: Examples = {
  account: accounts.account,
  session: sessions.session,
  unit: templates.unit,
  profile: accounts.profile,
  plan: templates.plan,
  schedule: templates.schedule,
  coaching: accounts.coaching,
  support: accounts.support,
  discussion: sessions.discussion,
  import: sessions.import,
  directory: templates.directory,
  watch: accounts.watch,
  measurement: sessions.measurement,
  exercise: templates.exercise,
};

/** All example streams, grouped by kind of aggregate. */
export const allExamples: readonly Example[] = Object.values(examples).flat();

/** The example streams of some categories. */
export const examplesOf = (categories: ReadonlySet<string>): readonly Example[] =>
  allExamples.filter(({ stream }) => categories.has(parseStream(stream).category));
