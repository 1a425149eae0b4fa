/** The groups of routes in the API documentation, in its order, with what each group is for. */
export const tags = {
  'sign-in': 'Sign up, sign in and out, change the password, and list the devices that are signed in.',
  'own account': "The caller's own account.",
  'training sessions': 'Training sessions with their exercises and sets. A session is one workout.',
  'training units': 'Training units: what an athlete plans to do on one day, with targets and their progression.',
  'training plans': 'Training plans: which training units an athlete does on which days.',
  'body measurements': 'Body weight, body fat and circumferences.',
  statistics: 'What the sets of an athlete add up to: records, estimates, volume, streaks and compliance.',
  coaching: 'Athletes and their coaches: invite, ask, accept, change what a coach may read, and end it.',
  support: "Superusers read an athlete's history for an hour, with a reason, and the athlete knows.",
  sync: 'Send commands that were made without network.',
  exercises: "The exercise catalogue, which all accounts share, and the caller's own exercises.",
  'reference lists': 'The muscle groups, the equipment and the tags that describe exercises.',
  imports: 'Import the training history that another app has exported, and undo an import.',
  export: 'Export the whole history.',
  audit: 'What happened, who did it, when, and what it looked like then, from the log itself.',
  changes: 'Everything of the caller that has changed, for clients that keep a copy.',
  webhooks: "Tell other programs of changes to the caller's data, by signed requests to their addresses.",
  users: 'Accounts and their roles. Superusers only.',
  service: 'Whether the service runs and can do its work.',
} as const;

export type Tag = keyof typeof tags;
