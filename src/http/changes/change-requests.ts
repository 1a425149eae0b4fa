import { z } from 'zod';
import { type FeedKind, feedKinds } from '../../events/schemas.ts';
import { parseFeedToken } from '../../queries/changes/feed-token.ts';
import { integerText } from '../requests/fields.ts';
import { parsedText } from '../requests/parsed-text.ts';
import { rule } from '../requests/validation-errors.ts';

const maxTokenLength = 1_024;

/** The schema of a token that the feed has given to a client. */
export const feedToken = parsedText(
  maxTokenLength,
  parseFeedToken,
  rule('value_error', 'Must be a token that the feed has returned.'),
).meta({
  type: 'string',
  maxLength: maxTokenLength,
  description: '`next` of an earlier page. Without it the feed begins with everything that the account has.',
});

const isKind = (text: string): text is FeedKind => feedKinds.some((kind) => kind === text);
const names = feedKinds.join('|');

/** The schema of a list of kinds, separated by commas. */
const types = parsedText(
  100,
  parseKinds,
  rule('enum', `Must be some of ${feedKinds.join(', ')}, separated by commas.`),
).meta({
  type: 'string',
  pattern: `^(${names})(,(${names})){0,${feedKinds.length - 1}}$`,
  description: 'The kinds of things to tell about, separated by commas; all kinds without it.',
  examples: ['session,exercise'],
});

function parseKinds(text: string): readonly FeedKind[] | null {
  const kinds = text.split(',');
  return kinds.every(isKind) ? feedKinds.filter((kind) => kinds.includes(kind)) : null;
}

const begin = z.enum(['all', 'now']).default('all').meta({
  description: 'What a client without a token gets: everything that the account has, or what changes from now on.',
  default: 'all',
});

const asked = { after: feedToken.optional(), begin, types: types.default(feedKinds) };

const limit = integerText(1, 100)
  .default(100)
  .meta({ description: 'The largest number of items. A page also ends after about a megabyte.', default: 100 });

export const listChangesQuery = z.object({ ...asked, limit });
export const followChangesQuery = z.object(asked);
