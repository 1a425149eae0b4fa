import type { ProfileDocument } from '../../documents/profile.ts';
import type { Session } from '../frame/tool.ts';
import { glossary } from './glossary.ts';

type Content = Readonly<{ mimeType: string; text: string }>;

/** A resource: a document at an address that assistants read. */
type Resource = Readonly<{
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
  read: (session: Session) => Promise<string>;
}>;

type Item = Readonly<{ id: number; name: string }>;
type Profile = Pick<ProfileDocument, 'unit' | 'timezone' | 'firstDayOfWeek' | 'e1rmFormula'>;

const json = 'application/json';
const muscleUri = 'irontrack://catalogue/muscles/';

const resources: readonly Resource[] = [
  {
    ...{ uri: 'irontrack://glossary', name: 'glossary', title: 'Glossary', mimeType: 'text/markdown' },
    description: 'What the words and units of the log mean.',
    read: async () => glossary,
  },
  {
    ...{ uri: 'irontrack://profile', name: 'profile', title: 'Units and time zone', mimeType: json },
    description: "The athlete's unit of weight, time zone, first day of the week and formula of estimates.",
    read: async ({ call }) => {
      const { unit, timezone, firstDayOfWeek, e1rmFormula } = (await call<Profile>('getProfile')).body;
      return JSON.stringify({ unit, timezone, firstDayOfWeek, e1rmFormula });
    },
  },
  {
    ...{ uri: 'irontrack://catalogue', name: 'catalogue', title: 'Exercise catalogue', mimeType: json },
    description: 'The muscle groups of the catalogue, each with the address of its exercises.',
    read: async ({ call }) => {
      const { body } = await call<readonly Item[] | { items: readonly Item[] }>('listMuscleGroups');
      const items = 'items' in body ? body.items : body;
      return JSON.stringify(items.map(({ id, name }) => ({ name, uri: `${muscleUri}${id}` })));
    },
  },
];

export const listResources = () => resources.map(({ read: _, ...listed }) => listed);

export const listTemplates = () => [
  {
    ...{ uriTemplate: `${muscleUri}{id}`, name: 'catalogue-of-muscle', title: 'Exercises of a muscle', mimeType: json },
    description: 'The exercises of the catalogue for a muscle group, by name.',
  },
];

/** Reads a resource; null if there is none at the address. */
export async function readResource(session: Session, uri: string): Promise<Content | null> {
  const found = resources.find((each) => each.uri === uri);
  if (found) return { mimeType: found.mimeType, text: await found.read(session) };
  const muscle = uri.startsWith(muscleUri) ? uri.slice(muscleUri.length) : '';
  return /^\d{1,9}$/.test(muscle) ? { mimeType: json, text: await exercisesOf(session, muscle) } : null;
}

async function exercisesOf({ call }: Session, muscle: string): Promise<string> {
  const query = { primaryMuscles: muscle, scope: 'system', pageSize: '100' };
  const { body, next } = await call<{ items: readonly Readonly<{ id: string; name: string }>[] }>('listExercises', {
    query,
  });
  return JSON.stringify({ exercises: body.items.map(({ id, name }) => ({ id, name })), more: next !== null });
}
