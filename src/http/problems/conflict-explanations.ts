import type { Explanation } from './explanations.ts';

/** The problems of commands that the present state of a thing does not allow. */
export const conflictExplanations = {
  'id-taken': {
    title: 'The id is taken',
    meaning: 'The id is or was in use, for something other than what the request creates.',
    advice: 'Create the thing with a new id.',
  },
  'email-taken': {
    title: 'The email address is taken',
    meaning: 'An account has this email address, in any case, or it is reserved for the system administrator.',
    advice: 'Sign in instead, or use another address.',
  },
  'webhook-disabled': {
    title: 'The webhook is disabled',
    meaning: 'A disabled webhook sends nothing, so it can neither be tested nor send a delivery again.',
    advice: 'Enable the webhook first, with `PATCH /api/v1/webhooks/{id}`.',
  },
  'role-held': {
    title: 'The account has the role already',
    meaning: 'The account has the role that the request assigns.',
    advice: 'Nothing remains to be done.',
  },
  'role-not-held': {
    title: 'The account does not have the role',
    meaning: 'The account does not have the role that the request revokes.',
    advice: 'Nothing remains to be done.',
  },
  'item-name-taken': {
    title: 'The catalog has an item of this name',
    meaning: 'The catalog has an item of this name.',
    advice: 'Use that item, or choose another name.',
  },
  'directory-full': {
    title: 'The catalog is full',
    meaning: 'All numbers of the catalog are used.',
    advice: 'Rename an item instead of adding one. Numbers are never used again.',
  },
  'exercise-name-taken': {
    title: 'An exercise has this name already',
    meaning: 'The caller has an exercise in use of exactly this name, or the catalogue has one of this slug.',
    advice: 'Use that exercise, or choose another name.',
  },
  'plan-name-taken': {
    title: 'A training plan has this name already',
    meaning: 'The caller has a training plan of exactly this name, perhaps an archived one.',
    advice: 'Use that plan, or choose another name.',
  },
  'coaching-exists': {
    title: 'There is such a coaching relationship already',
    meaning: 'The athlete has an accepted relationship with this coach, or an open invitation of this address.',
    advice: 'Use that one, or end it first. One that has expired is open until it is ended.',
  },
  'coaching-closed': {
    title: 'The coaching relationship is not open',
    meaning: 'It was declined or ended, it has expired, or it was answered already.',
    advice: 'Read it again. Ask anew to begin another one.',
  },
  'unit-in-use': {
    title: 'Training plans use this unit',
    meaning: 'A training unit that a training plan of the caller uses cannot be deleted. `related` names such plans.',
    advice: 'Remove the unit from these plans first, archived ones too, or archive the unit.',
  },
  'schedule-conflict': {
    title: 'The running plan is not in the state that this needs',
    meaning: 'Another plan is not over yet, or the plan is paused, is not paused or has ended. `related` names it.',
    advice: 'Read `GET /api/v1/training-plans/current`. End, resume or pause that plan first.',
  },
  'unit-name-taken': {
    title: 'A training unit has this name already',
    meaning: 'The caller has a training unit of exactly this name, perhaps an archived one.',
    advice: 'Use that unit, or choose another name.',
  },
  'session-active': {
    title: 'Another session is in progress',
    meaning:
      'The caller has started a training session that has not ended. `related` names it. An athlete does one at a time.',
    advice:
      'Continue that session, or start the new one with `?replace=complete` or `?replace=abort`, which ends that one first.',
  },
  'session-ended': {
    title: 'The session has ended already',
    meaning: 'The request completes or aborts a session that has ended.',
    advice: 'Read the session. To change its end, send a `PATCH` with `endedAt`.',
  },
  'import-undone': {
    title: 'The import was undone',
    meaning: 'The import was undone while it ran, or its key names one that was undone.',
    advice: 'Send the file again with another key, or without one.',
  },
  'depends-on-refused': {
    title: 'The command depends on a refused one',
    meaning:
      'Only in answers of `POST /api/v1/sync`: the command needs something that the refused command `dependsOn` would have created.',
    advice: 'Correct that command, and send both again.',
  },
  'revision-mismatch': {
    title: 'The revision has changed',
    meaning: '`If-Match` names an older revision.',
    advice: 'Read the thing again, apply the change to it, and send it with the new `ETag` as `If-Match`.',
  },
} as const satisfies Record<string, Explanation>;
