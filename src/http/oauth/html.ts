import { createHash } from 'node:crypto';

/** A text of HTML, in which values are escaped. */
export type Html = Readonly<{ html: string }>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

type Value = string | Html | readonly Html[];

/** Makes HTML. Texts between the parts are escaped; HTML is not. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: parts.reduce((all, part, at) => all + textOf(values[at - 1] ?? '') + part),
});

function textOf(value: Value): string {
  if (typeof value === 'string') return escaped(value);
  return [value]
    .flat()
    .map(({ html }) => html)
    .join('');
}

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:32rem;padding:0 1rem}
label{display:block;margin:.5rem 0}input[type=email],input[type=password]{display:block;font:inherit;width:100%}
button{font:inherit;margin:1rem .5rem 0 0;padding:.4rem 1.2rem}.note{border-left:4px solid #b00;padding-left:.8rem}
dt{font-weight:bold}dd{margin:0 0 .5rem;overflow-wrap:anywhere}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** A whole page without scripts. */
export const pageOf = (title: string, content: Html): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${{ html: style }}</style></head><body><main><h1>${title}</h1>
${content}
</main></body></html>
`.html;

/**
 * The content security policy of a page: it loads nothing, and its forms are sent to this service only. Browsers apply
 * the rule for forms to redirects too, so the address to which an answer redirects is allowed as well.
 */
export const policyOf = (redirectUri?: string): string =>
  [
    ...["default-src 'none'", `style-src 'sha256-${styleHash}'`, "base-uri 'none'", "frame-ancestors 'none'"],
    `form-action 'self'${redirectUri === undefined ? '' : ` ${targetOf(redirectUri)}`}`,
  ].join(';');

/**
 * What the content security policy allows as target of the form: the origin of the address. The policy cannot name an
 * IPv6 address, nor the address of an app on the device, so it allows their scheme.
 */
function targetOf(redirectUri: string): string {
  const { origin, protocol, hostname } = new URL(redirectUri);
  return origin === 'null' || hostname.startsWith('[') ? protocol : origin;
}
