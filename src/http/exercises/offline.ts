import { exerciseThing, type NamedThings, newExercise } from '../../use-cases/sync/named-things.ts';

/** The exercise that a command names, for clients that send the command later. */
export const namesExercise = (id: string | undefined, how: 'creates' | 'uses' | 'removes'): NamedThings =>
  id === undefined ? { aggregate: newExercise } : { aggregate: exerciseThing(id), [how]: [exerciseThing(id)] };
