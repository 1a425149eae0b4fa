import { z } from 'zod';
import type { ZodOpenApiRequestBodyObject } from 'zod-openapi';
import type { RequestParts } from '../requests/read.ts';
import type { Route } from '../route.ts';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

/** The request body of a route, with the schema of each media type; null for a route that has none. */
export function requestBodyOf({ request, uploads, canBeForm, example }: Route): ZodOpenApiRequestBodyObject | null {
  if (uploads) return { required: true, content: uploadsOf(uploads) };
  const { body } = request;
  if (!body) return null;
  const media = { schema: body, example: example.request?.body };
  return {
    required: !body.safeParse(undefined).success,
    content: { [json]: media, ...(canBeForm && { [form]: media }) },
  };
}

const file = z.string().meta({
  description: 'The file.',
  override: { format: 'binary', contentMediaType: 'application/octet-stream' },
});

const uploadsOf = (uploads: Readonly<Record<string, RequestParts>>) =>
  Object.fromEntries(
    Object.entries(uploads).map(([type, { body }]) => [
      type,
      { schema: body instanceof z.ZodObject ? body.safeExtend({ file }) : file },
    ]),
  );
