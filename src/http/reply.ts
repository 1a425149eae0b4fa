import type { Response } from 'express';

/** What a handler answers with: written down once everything has succeeded. */
export type Reply = (res: Response) => void;

/** JSON text as it came from the database, or a value. */
export const json =
  (body: string | object, status = 200): Reply =>
  (res) => {
    res
      .status(status)
      .type('json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const noContent: Reply = (res) => {
  res.status(204).end();
};

/**
 * An aggregate's document with its revision as the tag that `If-Match` and `If-None-Match` name; `joined` tells what else the document
 * depends on, such as the state of what was put in of others', which conditions of commands do not look at.
 */
export const withETag =
  (revision: number, reply: Reply, joined?: string): Reply =>
  (res) => {
    const tag = joined === undefined ? `"${revision}"` : `"${revision}.${joined}"`;
    res.set('ETag', tag);
    // Express would not look at it beside `Cache-Control: no-cache`, which browsers add to every such request.
    if (reads.has(res.req.method) && isKnown(res.req.get('if-none-match'), tag)) res.status(304).end();
    else reply(res);
  };

const reads: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Whether the client has what `tag` names; proxies that compress weaken tags. */
const isKnown = (known: string | undefined, tag: string): boolean =>
  known?.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim())) ?? false;

export const withLocation =
  (location: string, reply: Reply): Reply =>
  (res) => {
    res.set('Location', location);
    reply(res);
  };

/** With the position that whoever is handed it reads behind. */
export const withConsistencyToken =
  (token: string, reply: Reply): Reply =>
  (res) => {
    res.set('X-Consistency-Token', token);
    reply(res);
  };

/** A secret, which nobody on the way may keep. */
export const noStore =
  (reply: Reply): Reply =>
  (res) => {
    res.set('Cache-Control', 'no-store');
    reply(res);
  };
