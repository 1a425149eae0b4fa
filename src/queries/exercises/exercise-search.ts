import { type FragmentSqlToken, sql } from 'slonik';
import { plainText, wordsIn } from '../../documents/search-words.ts';
import { containing } from '../statements/conditions.ts';

/*
 * SQL for one paragraph of `search_text`. The projection writes this column in lower case and without accents, in three
 * paragraphs: 1. the exercise's names in plain words (singular, no punctuation), one name per line; 2. each of these
 * words once, with abbreviations; 3. the names as they were typed, and the names without spaces.
 */
const paragraph = (number: 1 | 2): FragmentSqlToken =>
  sql.fragment`split_part(search_text, repeat(chr(10), 2), ${number}::int4)`;

const maxWords = 8;
const searchedWords = (search: string): readonly string[] => wordsIn(search).slice(0, maxWords);

/**
 * The condition that an exercise contains the searched text literally, or its words written as one, or all its words in
 * any order. Words of four letters and more may have typing errors.
 */
export function matchesSearch(search: string): FragmentSqlToken {
  const words = searchedWords(search);
  const compound = words.length === 0 ? sql.fragment`false` : containsWord(words.join(''));
  return sql.fragment`(${containsText(search)} OR ${compound} OR ${every(words, containsNearly)})`;
}

const containsText = (search: string) => sql.fragment`search_text LIKE ${containing(plainText(search))}`;
const containsWord = (word: string) => sql.fragment`search_text LIKE ${containing(word)}`;

/** Compares words by groups of three letters. Shorter words have too few groups, so they must be contained exactly. */
const containsNearly = (word: string): FragmentSqlToken =>
  word.length < 4
    ? containsWord(word)
    : sql.fragment`(${containsWord(word)} OR word_similarity(${word}, ${paragraph(2)}) >= 0.5)`;

const every = (words: readonly string[], test: (word: string) => FragmentSqlToken): FragmentSqlToken =>
  words.length === 0 ? sql.fragment`false` : sql.fragment`(${sql.join(words.map(test), sql.fragment` AND `)})`;

/** SQL that joins a row `compared` to each exercise, which tells how similar the searched text is to its names. */
export function comparedNames(search: string): FragmentSqlToken {
  const words = searchedWords(search);
  const [text, compound] = [words.join(' '), words.join('')];
  return sql.fragment`LATERAL (
    SELECT max(similarity(name, ${text})) AS likeness, count(*) AS names,
      bool_or(name = ${text} OR replace(name, ' ', '') = ${compound}) AS is_named,
      bool_or(starts_with(name, ${`${text} `}) OR starts_with(reverse(name), reverse(${` ${text}`}))) AS is_part
    FROM unnest(string_to_array(${paragraph(1)}, chr(10))) AS name
  ) AS compared`;
}

/**
 * The sort key for the results of a search; the lowest key is the best result. Groups, best first: a name equals the
 * searched text; a name begins or ends with it; each searched word begins some word of the exercise; the main name
 * contains the text; any name contains the text or all its words; names are only similar. Within a group, closer names
 * come earlier, and so do exercises with more names, because they are better known.
 */
export function relevanceOf(search: string): FragmentSqlToken {
  const words = searchedWords(search);
  return sql.fragment`(CASE
    WHEN is_named THEN 0
    WHEN is_part THEN 1
    WHEN ${every(words, (word) => sql.fragment`search_text ~ ${`\\m${word}`}`)} THEN 2
    WHEN sort_name LIKE ${containing(plainText(search))} THEN 3
    WHEN ${containsText(search)} OR ${every(words, containsWord)} THEN 4
    ELSE 5 END) + 0.4 * (1 - likeness) + 0.15 * (1 - similarity(sort_name, ${words.join(' ')}))
    + 0.44 * (1 - least(names, 7) / 7.0)`;
}
