/** A page as a browser without scripts shows it. */
export type Page = Readonly<{ url: string; status: number; headers: Headers; text: string; location: string | null }>;

type Cookie = Readonly<{ value: string; path: string }>;

/** A browser without scripts: it keeps cookies by their paths and sends forms. It follows redirects within the service. */
export type Browser = Readonly<{
  /** Opens an address, and follows redirects as long as they stay in the service. */
  open: (url: string) => Promise<Page>;
  /** Sends a form of a page, with its hidden fields and these ones. */
  submit: (page: Page, fields: Readonly<Record<string, string | readonly string[]>>, headers?: object) => Promise<Page>;
}>;

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, Cookie>();

  async function ask(url: string, init: RequestInit): Promise<Page> {
    const { pathname } = new URL(url);
    const sent = [...cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`);
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: sent.join('; '), ...init.headers },
    });
    for (const line of answer.headers.getSetCookie()) keep(line);
    const location = answer.headers.get('location');
    const next = location === null ? null : new URL(location, url).href;
    if (next?.startsWith(`${origin}/`)) return ask(next, {});
    return { url, status: answer.status, headers: answer.headers, text: await answer.text(), location: next };
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((each) => each.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    if (value === '') cookies.delete(`${name} ${path}`);
    else cookies.set(`${name} ${path}`, { value, path });
  }

  return {
    open: (url) => ask(url, {}),
    submit(page, fields, headers = {}) {
      const hidden = [...page.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
      const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value] as [string, string]));
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
      const action = /<form method="post" action="([^"]*)"/.exec(page.text)?.[1] ?? '';
      return ask(new URL(action, page.url).href, {
        method: 'POST',
        body,
        headers: { origin, 'sec-fetch-site': 'same-origin', ...headers },
      });
    },
  };
}
