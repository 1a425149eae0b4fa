import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { problem, signUpAndIn } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';

describe('the log', () => {
  const the = useApp();

  it('logs one line per request, without personal data', async () => {
    const athlete = await signUpAndIn(the.app, 'secret.person@example.com');
    await athlete.post('/training-sessions', { id, timezone: 'UTC', name: 'secret name' });
    await athlete.get('/training-sessions?searchString=secret%20name');
    await athlete.get('/secret.person@example.com');
    await athlete.get('//ping');
    const text = JSON.stringify(the.app.lines);
    expect(text).not.to.match(/secret|example\.com|Str0ng|eyJ/);
    expect(the.app.lines.map(({ fields: { method, path, status } }) => [method, path, status])).to.deep.equal([
      ['POST', '/api/v1/access/signup', 201],
      ['POST', '/api/v1/access/signin', 204],
      ['POST', '/api/v1/training-sessions', 201],
      ['GET', '/api/v1/training-sessions', 200],
      ['GET', null, 404],
    ]);
    for (const { fields } of the.app.lines) {
      expect(fields.durationMs).to.be.a('number');
      expect(fields.requestId).to.match(/^[0-9a-f-]{36}$/);
    }
  });

  it('logs the cause of a 500 and hides it from the client', async () => {
    const athlete = await signUpAndIn(the.app);
    the.app.change({ execute: () => Promise.reject(new TypeError('inner workings')) });
    const answer = await athlete.post('/training-sessions', { timezone: 'UTC' });
    problem(answer, 500, 'internal');
    expect(answer.text).not.to.match(/inner|TypeError|at /);
    const line = the.app.lines.find(({ level }) => level === 'error');
    expect(line?.fields.requestId).to.equal(answer.headers.get('x-request-id'));
    expect(JSON.stringify(line)).to.include('inner workings');
  });

  it('logs status 499 when the client closes the connection during the request', async () => {
    const athlete = await signUpAndIn(the.app);
    const type = { json: 'application/json', csv: 'text/csv', form: 'multipart/form-data; boundary=b' };
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nx';
    for (const [path, contentType, begun] of [
      ['training-sessions', type.json, '{'],
      ['imports?format=strong&timezone=UTC&unit=kg', type.csv, 'Date,'],
      ['imports', type.form, head],
    ] as const) {
      const before = the.app.lines.length;
      const socket = connect(the.app.port, '127.0.0.1');
      const request = [
        `POST /api/v1/${path} HTTP/1.1`,
        'Host: localhost',
        `Cookie: ${athlete.cookie}`,
        `Content-Type: ${contentType}`,
        'Expect: 100-continue',
        'Content-Length: 5000',
      ];
      socket.write(`${request.join('\r\n')}\r\n\r\n`);
      // Waits for the answer `100 Continue`: after sending it, the server reads the body.
      await once(socket, 'data');
      await new Promise((resolve) => socket.write(begun, resolve));
      socket.destroy();
      while (the.app.lines.length === before) await new Promise(setImmediate);
      expect(the.app.lines.slice(before).map(({ level, fields }) => [level, fields.status])).to.deep.equal([
        ['info', 499],
      ]);
    }
  });
});
