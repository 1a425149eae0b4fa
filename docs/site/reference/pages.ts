import { tags } from '../../../src/http/tags.ts';

/** The pages of the reference of the HTTP API: one for each tag of the OpenAPI document. */
export const referencePages = Object.entries(tags).map(([tag, description]) => ({
  ...{ tag, description },
  title: tag.charAt(0).toUpperCase() + tag.slice(1),
  path: `reference/${tag.replaceAll(' ', '-')}.md`,
}));
