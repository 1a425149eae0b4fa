import { expect } from 'chai';
import { examplesIn, isAsShown } from './support/examples.ts';

const block = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n`;
const json = (text: string) => ({ language: 'json', text });

describe('the examples of a page', () => {
  it('are its blocks in their order, each with what it prints', () => {
    const page = `# Title\n\n${block('sh', 'echo 1')}${block('text response', '1')}${block('ts', 'f();')}`;
    expect(examplesIn('page.md', page)).to.deep.equal([
      {
        ...{ language: 'sh', code: 'echo 1\n', place: 'page.md:3', skipReason: null },
        response: { language: 'text', text: '1\n' },
      },
      { language: 'ts', code: 'f();\n', place: 'page.md:9', skipReason: null, response: null },
    ]);
  });

  it('may say why they are not run', () => {
    const [example] = examplesIn('page.md', block('sh skip-reason="it needs a browser"', 'open'));
    expect(example?.skipReason).to.equal('it needs a browser');
  });

  for (const [title, page] of [
    ['a block in another language', block('python', 'print(1)')],
    ['JSON that is not marked as a response', block('sh', 'echo 1') + block('json', '1')],
    ['a response without an example', block('json response', '1')],
    ['a second response', block('sh', 'echo 1') + block('text response', '1') + block('text response', '1')],
    ['unknown words', block('sh skip', 'echo 1')],
  ] as const) {
    it(`do not include ${title}, which is refused`, () => {
      expect(() => examplesIn('page.md', page)).to.throw(/^page\.md:\d+ /);
    });
  }
});

describe('what an example prints', () => {
  it('may be written with other white space, and with … for what differs', () => {
    expect(
      isAsShown('{"id":"7f","name":"Leg day","sets":[1]}\n', json('{\n  "id": "…", "name": "Leg day", …\n}')),
    ).to.equal(true);
  });

  it('is compared to its end, and within texts character by character', () => {
    expect(isAsShown('{"a":1,"b":2}', json('{"a": 1}'))).to.equal(false);
    expect(isAsShown('{"a":"b c"}', json('{"a": "bc"}'))).to.equal(false);
    expect(isAsShown('200\n201\n', { language: 'text', text: '200' })).to.equal(false);
    expect(isAsShown('ab', { language: 'text', text: 'ab…b' })).to.equal(false);
  });

  it('needs all parts of the shown text in their order', () => {
    expect(isAsShown('one two three', { language: 'text', text: 'one…three' })).to.equal(true);
    expect(isAsShown('one three two', { language: 'text', text: 'one…two…three' })).to.equal(false);
  });
});
