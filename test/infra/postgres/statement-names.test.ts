import { expect } from 'chai';
import type { Query, QueryContext } from 'slonik';
import { createStatementNames } from '../../../src/infra/postgres/statement-names.ts';

describe('names of statements', () => {
  const context = {} as QueryContext;
  const namesOf = (maxNames: number, ...texts: readonly string[]) => {
    const { interceptor } = createStatementNames({ maxNames });
    return texts.map((sql) => interceptor.transformQuery?.(context, { sql, values: [] } as Query).name);
  };

  it('are equal for equal texts in all processes, and given at the second use', () => {
    const [first, second, third] = namesOf(10, 'SELECT 1', 'SELECT 1', 'SELECT 1');
    expect(first).to.equal(undefined);
    expect(second)
      .to.equal(third)
      .and.to.match(/^[\w-]{22}$/);
    expect(second)
      .to.equal(namesOf(10, 'SELECT 1', 'SELECT 1')[1])
      .and.not.to.equal(namesOf(10, 'SELECT 2', 'SELECT 2')[1]);
  });

  it('are limited in number', () => {
    const texts = Array.from({ length: 50 }, (_, number) => `SELECT ${number}`);
    const names = namesOf(10, ...texts, ...texts, ...texts);
    expect(new Set(names.filter((name) => name !== undefined)).size).to.equal(10);
  });

  it('are not given to statements that are different each time', () => {
    const texts = Array.from({ length: 5_000 }, (_, number) => `SELECT ${number}`);
    expect(namesOf(10, ...texts).filter((name) => name !== undefined)).to.deep.equal([]);
  });
});
