import { type ProfilePresence, profileFold } from '../../documents/profile.ts';
import { assertNever, DomainError } from '../../errors.ts';
import type { ProfileEvent } from '../../events/profile.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type ChangePreferences, changePreferences } from './change-preferences.ts';
import { type RemoveTrainingMax, removeTrainingMax } from './remove-training-max.ts';
import { type SetTrainingMax, setTrainingMax } from './set-training-max.ts';
import { profileOf } from './state.ts';

export type ProfileCommand = ChangePreferences | SetTrainingMax | RemoveTrainingMax;

/** The decider of an athlete profile: preferences, gear, training maxes and what coaches are told. The first command creates the profile. */
export const profile: Decider<ProfilePresence, ProfileCommand, ProfileEvent, ProfilePresence> = {
  ...profileFold,
  category: 'profile',
  admit(_, state, { by }) {
    if (profileOf(state, by).id === by) return;
    throw new DomainError('not-permitted', 'A profile belongs to its account.');
  },
  decide(command, state, context) {
    const changes = changesOf(command, state, context);
    return state.kind === 'present' ? changes : [{ type: 'ProfileCreated', data: { userId: context.by } }, ...changes];
  },
  presence: (state) => state,
  occurredAt: () => null,
  claims: () => [],
};

function changesOf(command: ProfileCommand, state: ProfilePresence, context: DecisionContext): readonly ProfileEvent[] {
  const document = profileOf(state, context.by);
  switch (command.type) {
    case 'ChangePreferences':
      return changePreferences(command, document, context);
    case 'SetTrainingMax':
      return setTrainingMax(command, document);
    case 'RemoveTrainingMax':
      return removeTrainingMax(command, document);
    default:
      return assertNever(command);
  }
}
