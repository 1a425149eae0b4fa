import { expect } from 'chai';
import { createEvidence } from '../../../src/imports/file/evidence.ts';
import { createUnknownColumns } from '../../../src/imports/file/unknown-columns.ts';
import { parseHeader } from '../../../src/imports/formats/header.ts';
import type { Layout } from '../../../src/imports/formats/layout.ts';
import { strongLayout } from '../../../src/imports/formats/strong-layout.ts';
import { strongLiftsLayout } from '../../../src/imports/formats/stronglifts.ts';

const required = ['Date', 'Exercise Name', 'Set Order', 'Weight', 'Reps'];
const cells = ['', '', '', '', ''];

function sectionOf(header: readonly string[], layout: Layout = strongLayout) {
  return { number: 0, header: parseHeader(header, layout), evidence: createEvidence() };
}
/** The columns that are reported for a header with further columns and rows with these cells. */
function report(columns: readonly string[], ...rows: readonly (readonly string[])[]) {
  const unknown = createUnknownColumns(strongLayout);
  const section = sectionOf([...required, ...columns]);
  unknown.addHeader(section, 1);
  for (const row of rows) unknown.addRow(section, [...cells, ...row]);
  return unknown.leftOut();
}
const notRead = (name: string, line = 1) => {
  return { line, reason: `The column "${name}" is not read. Its values are left out.` };
};

describe('the columns of a file that are not read', () => {
  it('are reported once when a row fills them', () => {
    expect(report([' Mood ', 'Empty', 'Blank'], ['good', '', ' '], ['bad', '', ''])).to.deep.equal([notRead('Mood')]);
    expect(report(['Mood', 'Place'], ['', 'home'], ['bad', ''])).to.deep.equal([notRead('Mood'), notRead('Place')]);
  });

  it('are not reported without a name, without a cell or without a header', () => {
    expect(report(['', ' '], ['x', 'y'])).to.deep.equal([]);
    expect(report(['Mood'], [])).to.deep.equal([]);
    const unknown = createUnknownColumns(strongLayout);
    unknown.addRow(sectionOf([...required, 'Mood']), [...cells, 'good']);
    expect(unknown.leftOut()).to.deep.equal([]);
  });

  it('are reported with the line of their first header', () => {
    const unknown = createUnknownColumns(strongLayout);
    const [one, other] = [sectionOf([...required, 'Mood']), sectionOf([...required, 'Place', 'Mood'])];
    for (const [section, line] of [
      [one, 1],
      [one, 5],
      [other, 9],
    ] as const)
      unknown.addHeader(section, line);
    unknown.addRow(other, [...cells, 'home', 'good']);
    expect(unknown.leftOut()).to.deep.equal([notRead('Mood'), notRead('Place', 9)]);
  });

  it('include neither body weights nor the sets of StrongLifts', () => {
    const header = ['Date', 'Workout Name', 'Exercise', 'Body Weight', 'Set 1 (Reps)', 'SET 123 (kg)', 'Set 1'];
    const unknown = createUnknownColumns(strongLiftsLayout);
    const section = sectionOf([...header, 'My set 1 (kg)', 'Set (kg)', 'Workout'], strongLiftsLayout);
    unknown.addHeader(section, 1);
    unknown.addRow(section, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(unknown.leftOut().map(({ reason }) => reason.split('"')[1])).to.deep.equal(['Set 1', 'My set 1 (kg)']);
    expect(report(['Set 1 (kg)'], ['5'])).to.deep.equal([notRead('Set 1 (kg)')]);
  });
});
