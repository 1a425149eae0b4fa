import { expect } from 'chai';
import { readRows } from '../../../src/imports/csv/read-rows.ts';
import { inChunks, listAll } from '../support/read.ts';

type Row = readonly [number, readonly string[] | string];

/** Reads the rows of a CSV text. Each row has its line number and either its cells or an error. */
async function rowsOf(text: string, sizes: readonly number[] = [65_536], delimiter = ','): Promise<Row[]> {
  const chunks = await listAll(readRows(inChunks(Buffer.from(text), sizes), shapeOf(delimiter)));
  return chunks.flatMap(({ rows }) => rows).map(({ line, cells, error }): Row => [line, error ?? cells]);
}

/** The shape of a file whose rows after the first are no headers. */
const shapeOf = (delimiter: string) => ({ findDelimiter: () => delimiter, isHeader: () => false });

const open = 'A quotation mark is not closed.';
const maxRowLength = 262_144;

describe('readRows', () => {
  it('splits rows at line breaks of every kind', async () => {
    expect(await rowsOf('a,b\n1,2\r\n3,4')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, ['3', '4']],
    ]);
    expect(await rowsOf('"a","b"\n"1","2"\r\n"3","4"\r\n')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, ['3', '4']],
    ]);
    expect(await rowsOf('a,"b"\n1,"2"\r')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ]);
    expect(await rowsOf('a,b\n1,2\r')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ]);
  });

  for (const sizes of [[1], [2], [3], [100]]) {
    it(`splits rows at carriage returns alone, in chunks of ${sizes.join()} bytes`, async () => {
      expect(await rowsOf('a,b\r1,"2\r3"\r4,5\r', sizes)).to.deep.equal([
        [1, ['a', 'b']],
        [2, ['1', '2\n3']],
        [4, ['4', '5']],
      ]);
    });
  }

  it('reads a later header with other columns and another delimiter', async () => {
    const shape = {
      findDelimiter: (line: string) => (line.includes(';') ? ';' : ','),
      isHeader: (cells: readonly string[]) => cells.includes('id'),
    };
    const text = 'id,name\n1,x\n\uFEFFname;"id";date\ny;2;3\nz;4\n';
    const chunks = await listAll(readRows(inChunks(Buffer.from(text), [7]), shape));
    expect(
      chunks.flatMap(({ rows }) => rows).map(({ cells, isHeader, error }) => [error ?? cells, isHeader]),
    ).to.deep.equal([
      [['id', 'name'], true],
      [['1', 'x'], false],
      [['name', 'id', 'date'], true],
      [['y', '2', '3'], false],
      ['The row has 2 columns, but the header has 3.', false],
    ]);
  });

  it('reports the escape sequences of Japanese character sets that nothing declares, but no other ones', async () => {
    expect(await rowsOf('a,b\n1,\u001b$B\n2,\u001b[2J\n')).to.deep.equal([
      [1, ['a', 'b']],
      [2, 'The row has characters that are not text (NUL, an escape character or invalid UTF-8).'],
      [3, ['2', '\u001b[2J']],
    ]);
  });

  it('keeps quoted delimiters, line breaks and doubled quotation marks', async () => {
    expect(await rowsOf('a,b\n"x,y","1\r\n2"\n"say ""hi""",""\n3,4')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['x,y', '1\r\n2']],
      [4, ['say "hi"', '']],
      [5, ['3', '4']],
    ]);
  });

  it('ignores spaces after a closing quotation mark and keeps single quotation marks', async () => {
    expect(await rowsOf('a,b\n"1"  ,"2" \n"5" band",x"y\n6" x,"7')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, ['5" band', 'x"y']],
      [4, open],
    ]);
  });

  it('leaves out blank rows and counts their lines', async () => {
    expect(await rowsOf('\n \r\na,b\n\n,\n  , \n1,2\n\n')).to.deep.equal([
      [3, ['a', 'b']],
      [7, ['1', '2']],
    ]);
  });

  it('chooses the delimiter by the first line that is not blank, and looks for it in no other line', async () => {
    const lines: string[] = [];
    const input = inChunks(Buffer.from('\n \nid;name\n\n1;2\n \n'), [5]);
    const choose = (line: string) => {
      lines.push(line);
      return ';';
    };
    const chunks = await listAll(readRows(input, { ...shapeOf(';'), findDelimiter: choose }));
    expect(lines).to.deep.equal(['id;name\n']);
    expect(chunks.flatMap(({ rows }) => rows).map(({ cells }) => cells)).to.deep.equal([
      ['id', 'name'],
      ['1', '2'],
    ]);
  });

  it('reports how many bytes have been read with the rows of each chunk', async () => {
    const chunks = await listAll(readRows(inChunks(Buffer.from('a,b\n1,2\n3,4'), [5, 100]), shapeOf(',')));
    expect(chunks.map(({ rows, bytes }) => [rows.length, bytes])).to.deep.equal([
      [1, 5],
      [1, 11],
      [1, 11],
    ]);
  });

  it('returns a row of several lines with the chunk that completes it', async () => {
    const input = inChunks(Buffer.from('a,b\n"1\n2",3\n"4\n5","6"\n7,8'), [12, 11, 100]);
    const chunks = await listAll(readRows(input, shapeOf(',')));
    expect(chunks.map(({ rows }) => rows.length)).to.deep.equal([2, 1, 0, 1]);
  });

  it('reads a row with an empty first cell at the start of a chunk', async () => {
    expect(await rowsOf('a,b\n,"1"\n', [4, 100])).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['', '1']],
    ]);
  });

  it('reports rows with another number of columns than the first one', async () => {
    expect(await rowsOf('a,b\n1\n1,2,3\n"1"\n4,5\n')).to.deep.equal([
      [1, ['a', 'b']],
      [2, 'The row has 1 column, but the header has 2.'],
      [3, 'The row has 3 columns, but the header has 2.'],
      [4, 'The row has 1 column, but the header has 2.'],
      [5, ['4', '5']],
    ]);
  });

  it('accepts 100 columns and reports more', async () => {
    const header = Array(100).fill('x').join(',');
    expect((await rowsOf(`${header}\n`))[0]?.[1]).to.have.lengthOf(100);
    expect(await rowsOf(`${header},x\n`)).to.deep.equal([[1, 'The row has more than 100 columns.']]);
  });

  it('reports characters that are not text', async () => {
    expect(await rowsOf('a,b\n1,\0\n2,3')).to.deep.equal([
      [1, ['a', 'b']],
      [2, 'The row has characters that are not text (NUL, an escape character or invalid UTF-8).'],
      [3, ['2', '3']],
    ]);
  });

  it('searches on after the first line when quoted lines do not join to a row', async () => {
    expect(await rowsOf('a,b\n"1,2\n3,4\n"5",6\n7,"8\n')).to.deep.equal([
      [1, ['a', 'b']],
      [2, open],
      [3, ['3', '4']],
      [4, ['5', '6']],
      [5, open],
    ]);
    expect(await rowsOf('a,b\n"1\n2",3,4\n5,6\n')).to.deep.equal([
      [1, ['a', 'b']],
      [2, open],
      [3, 'The row has 3 columns, but the header has 2.'],
      [4, ['5', '6']],
    ]);
    expect(await rowsOf('a,b\n"1"x\n",2\n5,6\n')).to.deep.equal([
      [1, ['a', 'b']],
      [2, open],
      [3, open],
      [4, ['5', '6']],
    ]);
  });

  it('searches on after the first line when quoted lines join to a row of another width', async () => {
    expect(await rowsOf('a,b\n"1\n2"\n3,4')).to.deep.equal([
      [1, ['a', 'b']],
      [2, open],
      [3, 'The row has 1 column, but the header has 2.'],
      [4, ['3', '4']],
    ]);
  });

  it('accepts a header over several lines', async () => {
    expect(await rowsOf('"a\nx",b\n1,2')).to.deep.equal([
      [1, ['a\nx', 'b']],
      [3, ['1', '2']],
    ]);
  });

  it('accepts quoted cells at the end of the file and carriage returns inside of them', async () => {
    expect(await rowsOf('a,b\n"1"\rx",2\n3,"4"')).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1"\rx', '2']],
      [3, ['3', '4']],
    ]);
  });

  for (const [what, row, size, cells] of [
    ['a plain cell', '"1\n2",34\n', 7, ['1\n2', '34']],
    ['a doubled quotation mark', '"1\n2""3",4\n', 5, ['1\n2"3', '4']],
    ['a line break', '"1\n2","3"\r\n', 10, ['1\n2', '3']],
  ] as const) {
    it(`waits for the rest of a row that a chunk cuts inside ${what}`, async () => {
      expect(await rowsOf(`a,b\n${row}5,6`, [4, size, 100])).to.deep.equal([
        [1, ['a', 'b']],
        [2, cells],
        [4, ['5', '6']],
      ]);
    });
  }

  for (const sizes of [[1], [2], [3, 1], [7]]) {
    it(`returns the same rows for chunks of ${sizes.join(' and ')} bytes`, async () => {
      const text = 'a,b\r\n"1 ""x"" \r\n2" ,"3"\r\n\n4,"5\n6,7\r\n"8" \r\n9","0"';
      expect(await rowsOf(text, sizes)).to.deep.equal(await rowsOf(text));
    });
  }

  it('accepts a row of the greatest length and reports a longer one', async () => {
    const longest = 'x'.repeat(maxRowLength - 3);
    expect(await rowsOf(`a,b\n1,${longest}\n3,4`)).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', longest]],
      [3, ['3', '4']],
    ]);
    expect(await rowsOf(`a,b\n1,${longest}x\n3,4`)).to.deep.equal([
      [1, ['a', 'b']],
      [2, 'The line is too long.'],
      [3, ['3', '4']],
    ]);
  });

  it('accepts a quoted row of the greatest length and reports a longer one', async () => {
    const longest = `x\n${'y'.repeat(maxRowLength - 7)}`;
    expect(await rowsOf(`a,b\n1,"${longest}"\n3,4`)).to.deep.equal([
      [1, ['a', 'b']],
      [2, ['1', longest]],
      [4, ['3', '4']],
    ]);
    expect((await rowsOf(`a,b\n1,"${longest}y"\n3,4`)).slice(0, 2)).to.deep.equal([
      [1, ['a', 'b']],
      [2, open],
    ]);
    expect(await rowsOf(`a,b\n1,"${'x'.repeat(maxRowLength - 4)}"`)).to.have.lengthOf(2);
  });

  it('accepts a long quoted row after many short ones in the same chunk', async () => {
    const text = `a,b\n${'1,2\n'.repeat(10_000)}3,"${'x'.repeat(250_000)}"\n`;
    expect((await rowsOf(text, [400_000])).at(-1)).to.deep.equal([10_002, ['3', 'x'.repeat(250_000)]]);
  });

  for (const [what, line] of [
    ['a line that is too long', 'x'.repeat(1_000)],
    ['a quotation mark that is not closed', `1,"${'x\n'.repeat(500)}`],
  ] as const) {
    it(`reports ${what} before it has read the whole file`, async () => {
      const text = `a,b\n${line}${'xx\n'.repeat(what.startsWith('a line') ? 0 : 100_000)}${'x'.repeat(300_000)}`;
      const chunks = await listAll(readRows(inChunks(Buffer.from(text), [50_000]), shapeOf(',')));
      const first = chunks.findIndex(({ rows }) => rows.some(({ error }) => error !== null));
      expect(first).to.be.within(1, 6);
    });
  }

  it('reports a line that is too long once, however many chunks it has', async () => {
    expect(await rowsOf(`a,b\n${'x'.repeat(3 * maxRowLength)}\n3,4`, [100_000])).to.deep.equal([
      [1, ['a', 'b']],
      [2, 'The line is too long.'],
      [3, ['3', '4']],
    ]);
  });
});
