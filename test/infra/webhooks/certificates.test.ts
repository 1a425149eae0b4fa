import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { WebhookId } from '../../../src/events/ids.ts';
import { networksOf } from '../../../src/infra/webhooks/addresses.ts';
import { sealSecret } from '../../../src/infra/webhooks/secrets.ts';
import { createSendRequest } from '../../../src/infra/webhooks/send.ts';
import type { Attempt } from '../../../src/ports/webhook-deliveries.ts';
import type { DeliveryId } from '../../../src/ports/webhooks.ts';
import { ada, key, recordedAt } from './support/use-deliveries.ts';

/** A certificate for hooks.example.com that no authority has signed. It protects nothing, and is valid until 2126. */
const certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEhtm9Y+VUYL9lN46
aGLah37K7p6Ztj68ao+bGxY7546hRANCAAQADtM3LVO1EGJJ8rwiK+3BGl37Kbzi
Di7XUxOUbCtsSrf/GwMMrC2IObyoiwJ7PD/rvAJ37KT+W2LI+I82sTPt
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBrTCCAVOgAwIBAgIUEQeQPJumBXl9VyQQJV1IBppvAz0wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRaG9va3MuZXhhbXBsZS5jb20wIBcNMjYxMTMwMjMyOTUxWhgP
MjEyNjExMDYyMzI5NTFaMBwxGjAYBgNVBAMMEWhvb2tzLmV4YW1wbGUuY29tMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAA7TNy1TtRBiSfK8IivtwRpd+ym84g4u
11MTlGwrbEq3/xsDDKwtiDm8qIsCezw/67wCd+yk/ltiyPiPNrEz7aNxMG8wHQYD
VR0OBBYEFFHK/d4Sixsm3rfrGoOoAyWVACxmMB8GA1UdIwQYMBaAFFHK/d4Sixsm
3rfrGoOoAyWVACxmMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRaG9va3Mu
ZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIhALBsuK9AraPIsvkJWYhP4aj+
iyivSJ5NmwbvRV10TgiiAiA4UD1BFa2RCufRPVDiH6k/es1MakGk63wzOUO8pQ8B
Rw==
-----END CERTIFICATE-----`,
};

const webhook = '01900000-0000-7000-8000-000000000051' as WebhookId;

describe('a request of a webhook over TLS', () => {
  let server: Server;
  let requests = 0;
  beforeEach(async () => {
    requests = 0;
    server = createServer(certificate, (_, response) => {
      requests += 1;
      response.writeHead(204).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const send = createSendRequest({
    ...{ key, version: '1', timeoutMs: 5_000, networks: networksOf(['127.0.0.0/8']) },
    resolve: async () => ['127.0.0.1'],
  });
  const attempt = (): Attempt => ({
    url: `https://hooks.example.com:${(server.address() as AddressInfo).port}/`,
    ...{ webhook, sealedSecrets: [sealSecret(key, 'secret', webhook)], athlete: null, account: ada, recordedAt },
    ...{ delivery: '01900000-0000-7000-8000-000000000052' as DeliveryId, attemptId: 'attempt', failures: 0 },
    ...{ type: 'ping', stream: 'ping', revision: null, position: null },
  });

  it('ends before anything is sent if no authority has signed the certificate', async () => {
    expect(await send(attempt(), '{}')).to.include({ httpStatus: null, error: 'certificate-refused' });
    expect(requests).to.equal(0);
  });
});
