import { profile as decider } from '../../commands/profile/decider.ts';
import { DomainError } from '../../errors.ts';
import type { ExerciseId, ImportId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { ImportedProfile } from '../../imports/imported.ts';
import type { ImportPorts, Sender } from './import-request.ts';
import { contextOf } from './send-command.ts';

type Dependencies = Readonly<{
  ports: Pick<ImportPorts, 'execute' | 'store' | 'clock'>;
  sender: Sender;
  importId: ImportId;
  /** The account's exercise for the id of an exercise in the file; null for none. */
  exerciseOf: (id: ExerciseId) => ExerciseId | null;
  dryRun: boolean;
}>;

/**
 * Creates a function that takes over the profile of a file, unless the account has one. Training maxes of exercises that
 * the account does not have are left out. The function returns why the profile is not imported; null otherwise.
 */
export const createProfileImport =
  ({ ports, sender, importId, exerciseOf, dryRun }: Dependencies) =>
  async ({ trainingMaxes, ...preferences }: ImportedProfile): Promise<string | null> => {
    const { userId } = sender;
    const events = await ports.store.read(streamOf('profile', userId), undefined, 0);
    if (events.length > 0 || dryRun) return null;
    const maxes = trainingMaxes.flatMap(({ exerciseId: inFile, ...max }) => {
      const exerciseId = exerciseOf(inFile);
      return exerciseId === null ? [] : [{ type: 'SetTrainingMax', data: { ...max, exerciseId } } as const];
    });
    const commands = [{ type: 'ChangePreferences', data: preferences } as const, ...maxes];
    try {
      await ports.execute(decider, userId, commands, contextOf(ports, sender, importId));
      return null;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'validation') return error.message;
      throw error;
    }
  };
