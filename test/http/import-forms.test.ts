import { expect } from 'chai';
import { type Client, problem, validationErrors } from './support/client.ts';
import { expectDefined } from './support/contract.ts';
import { fields, file, formOf, importsOf, parameters, query, strong } from './support/import-requests.ts';
import { importMaxBytes } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

describe('forms and files of imports', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const { send, sendCsv } = importsOf(() => athlete);

  for (const [order, form] of [
    ['after its fields', () => formOf(...fields, file)],
    ['before its fields', () => formOf(file, ...fields)],
    ['between its fields', () => formOf(...fields.slice(0, 1), file, ...fields.slice(1))],
  ] as const) {
    it(`accepts a form with the file ${order}`, async () => {
      const answer = await send(form());
      expect(answer.status).to.equal(201);
      const { id, counts, errors, unlinked, ...report } = answer.json;
      expect(answer.headers.get('location')).to.equal(`/api/v1/imports/${id}`);
      expect(report).to.deep.equal({ status: 'completed', format: 'strong', fileName: 'strong.csv' });
      expect(counts).to.include({ sessions: 1, sets: 2, added: 2, updated: 0, unchanged: 0, rejected: 1 });
      expect(errors.map(({ line }: { line: number }) => line)).to.deep.equal([4]);
      expect(unlinked).to.deep.equal([{ name: 'Squat', sets: 2, guesses: [] }]);
      expect((await athlete.get('/training-sessions')).json.total).to.equal(1);
    });
  }

  it('lists every validation error of an import form in one response', async () => {
    expect(validationErrors(await send(formOf(['x', 'y'])))).to.deep.equal([
      'extra_forbidden x',
      'missing file',
      'missing format',
      'missing timezone',
    ]);
    const form = formOf(['format', 'fitbit'], ['unit', 'st'], ['timezone', 'x'], ['dryRun', '1'], file);
    expect(validationErrors(await send(form, { 'idempotency-key': 'a b' }))).to.deep.equal([
      'bool_parsing dryRun',
      'enum format',
      'enum unit',
      'value_error Idempotency-Key',
      'value_error timezone',
    ]);
    expect(validationErrors(await send(formOf(...fields, ['format', 'hevy'], file)))).to.deep.equal(['enum format']);
    expect(validationErrors(await send(formOf(...fields, ['other', new Blob(['x']), 'x.csv'])))).to.deep.equal([
      'extra_forbidden other',
      'missing file',
    ]);
    expect(validationErrors(await send(formOf(...fields, ['__proto__', 'x'], file)))).to.deep.equal([
      'extra_forbidden __proto__',
    ]);
    expect(validationErrors(await send(formOf(...fields, file, file)))).to.deep.equal(['value_error body']);
    expect(validationErrors(await send(formOf(...fields, ['format', 'x'.repeat(1_001)], file)))).to.deep.equal([
      'value_error format',
    ]);
    const many = Array.from({ length: 40 }, (_, index) => [`f${index}`, 'x'] as const);
    expect(validationErrors(await send(formOf(...many, file)))).to.deep.equal(['value_error body']);
    expect((await athlete.get('/imports')).json.total).to.equal(0);
  });

  it('rejects query parameters beside an import form', async () => {
    const answer = await athlete.ask('/imports?dryRun=true', { method: 'POST', raw: formOf(...fields, file) });
    expect(validationErrors(answer)).to.deep.equal(['extra_forbidden dryRun']);
  });

  it('lists every validation error in the parameters of a CSV import', async () => {
    expect(validationErrors(await sendCsv(strong, 'format=strong&format=hevy&x=1'))).to.deep.equal([
      'enum format',
      'extra_forbidden x',
      'missing timezone',
    ]);
    expect(validationErrors(await sendCsv(strong, 'format=strong&timezone=UTC'))).to.deep.equal(['value_error unit']);
    expect(validationErrors(await sendCsv('nothing to see here'))).to.have.lengthOf(1);
  });

  const broken = (body: string, boundary = 'b') =>
    athlete.ask('/imports', {
      method: 'POST',
      raw: body,
      headers: { 'content-type': `multipart/form-data${boundary && `; boundary=${boundary}`}` },
    });

  it('answers 422 to an import form that is incomplete or malformed', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n';
    expect(validationErrors(await broken(`${head}Date,`))).to.deep.equal(['value_error body']);
    expect(validationErrors(await broken('nonsense'))).to.deep.equal(['value_error body']);
    expect(validationErrors(await broken('--b'))).to.deep.equal(['value_error body']);
    expect(validationErrors(await broken(`${head}x\r\n--b--\r\n`, ''))).to.deep.equal(['value_error body']);
    expect(
      validationErrors(await broken(`--b\r\n${'X-Header: y\r\n'.repeat(2_000)}\r\nx\r\n--b--\r\n`)).length,
    ).to.be.above(0);
    expect((await athlete.get('/access/me')).status).to.equal(200);
  });

  it('accepts an import file of the maximum size and rejects a larger one', async () => {
    const filler = `${strong}\n${'\n'.repeat(importMaxBytes - strong.length - 1)}`;
    expect((await sendCsv(filler)).status).to.equal(201);
    expect((await send(formOf(...fields, ['file', new Blob([filler]), 'f.csv']))).status).to.equal(201);
    problem(await sendCsv(`${filler}\n`), 413, 'payload-too-large');
    problem(await send(formOf(...fields, ['file', new Blob([`${filler}\n`]), 'f.csv'])), 413, 'payload-too-large');
    problem(await send(formOf(['file', new Blob([filler.repeat(3)]), 'f.csv'])), 413, 'payload-too-large');
  });

  it('rejects an import without Content-Length as soon as it exceeds the maximum size', async () => {
    async function* chunks() {
      for (let sent = 0; sent < 3 * importMaxBytes; sent += 1_000) yield Buffer.alloc(1_000, 'x');
    }
    const options = { method: 'POST', body: ReadableStream.from(chunks()), duplex: 'half' } as const;
    const response = await fetch(`${the.app.origin}/api/v1/imports?${query}`, {
      ...options,
      headers: { 'content-type': 'text/csv', cookie: athlete.cookie ?? '' },
    });
    expect(response.status).to.equal(413);
    const { status, headers } = response;
    expectDefined({ method: 'POST', path: '/api/v1/imports' }, { status, headers, text: await response.text() });
  });

  it('rejects import bodies of other media types and compressed ones', async () => {
    problem(await athlete.post('/imports', parameters), 415, 'unsupported-media-type');
    problem(await athlete.post('/imports'), 415, 'unsupported-media-type');
    problem(await sendCsv(strong, query, { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type');
  });

  it('decodes a file in the character set of its media type, of its part or of the parameter', async () => {
    const header = 'start_time,exercise_title,set_index,weight_kg,reps';
    const latin = Buffer.from(`${header}\n2026-02-01 10:00,\u00dcbung,0,60,5`, 'latin1');
    const hevy = { format: 'hevy', timezone: 'UTC' };
    const part = (type: string) =>
      formOf(...Object.entries(hevy), ['file', new Blob([latin], { type }), 'hevy.csv'] as const);
    const answers = [
      await sendCsv(latin, new URLSearchParams(hevy), { 'content-type': 'text/csv; charset="ISO-8859-1"' }),
      await sendCsv(latin, new URLSearchParams({ ...hevy, charset: 'latin1' })),
      await send(part('text/csv; charset=iso-8859-1')),
      await send(formOf(...Object.entries({ ...hevy, charset: 'windows-1252' }), ['file', new Blob([latin])] as const)),
    ];
    expect(answers.map(({ status, json }) => [status, json.counts?.sets])).to.deep.equal(Array(4).fill([201, 1]));
    const { json } = await athlete.get('/training-sessions?view=full');
    expect(json.items[0].exercises[0].name).to.equal('Übung');
    const unknownType = 'text/csv; charset=klingon';
    problem(await sendCsv(strong, query, { 'content-type': unknownType }), 415, 'unsupported-media-type');
    problem(await send(part(unknownType)), 415, 'unsupported-media-type');
    const named = await sendCsv(strong, new URLSearchParams({ ...parameters, charset: 'klingon' }));
    expect(validationErrors(named)).to.deep.equal(['value_error charset']);
  });
});
