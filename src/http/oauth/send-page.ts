import type { Response } from 'express';
import { policyOf } from './html.ts';
import { failurePage } from './pages.ts';

export const sendExpired = (res: Response): void =>
  sendPage(res, failurePage('This request has expired, or another browser has made it.'), { status: 400 });

/** Sends a page that no cache keeps and no other page shows. Its forms say from which origin they come. */
export function sendPage(
  res: Response,
  page: string,
  { status, redirectUri }: Readonly<{ status: number; redirectUri?: string }>,
): void {
  res.set({
    'Content-Security-Policy': policyOf(redirectUri),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
  });
  res.status(status).type('html').send(page);
}
