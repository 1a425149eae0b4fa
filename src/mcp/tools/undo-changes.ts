import { z } from 'zod';
import { sessionOf } from '../../http/guards.ts';
import { instant } from '../../http/requests/fields.ts';
import { withinLimits } from '../frame/limits.ts';
import { shortened } from '../frame/shown.ts';
import { tool } from '../frame/tool.ts';
import { sessionId } from './examples.ts';

type Thing = Readonly<{ type: string; id: string }>;
type Report = Readonly<{
  undone: readonly (Thing & Readonly<{ changes: readonly string[] }>)[];
  left: readonly (Thing & Readonly<{ detail: string }>)[];
}>;

export const undoChangesTool = tool({
  name: 'undo_changes',
  title: 'Undo changes',
  description:
    'Undo all that this connection has changed since a time. What others have changed afterwards is left alone.',
  scope: 'write',
  removes: true,
  input: z.strictObject({
    since: instant,
    preview: z.boolean().default(false).describe('Only tell what changes.'),
  }),
  output: z.strictObject({
    outcome: z.enum(['preview', 'written', 'unchanged']),
    changes: z.array(z.string()),
    left: z.array(z.string()),
  }),
  example: {
    arguments: { since: '2026-03-01T18:00:00+01:00', preview: true },
    result: {
      outcome: 'preview',
      changes: ['Session “Legs” deleted, with 1 exercise and 3 sets'],
      left: [`session ${sessionId}: Changed afterwards by the account itself, at 2026-03-01T18:00:00.000000Z.`],
    },
  },
  handle: async (session, { since, preview }) => {
    const path = { id: sessionOf(session.caller) };
    const run = async (isPreview: boolean) => {
      const { body } = await session.call<Report>('undoGrant', { path, body: { since, preview: isPreview } });
      const changes = body.undone.flatMap((each) => each.changes);
      const outcome = isPreview ? 'preview' : changes.length > 0 ? 'written' : 'unchanged';
      const left = body.left.map(({ type, id, detail }) => `${type} ${id}: ${detail}`);
      return { outcome, changes: shortened(changes), left: shortened(left) } as const;
    };
    if (preview) return run(true);
    return withinLimits(session, false, { write: () => run(false), foresee: () => run(true) });
  },
});
