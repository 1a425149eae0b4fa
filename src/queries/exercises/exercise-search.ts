import { type FragmentSqlToken, sql } from 'slonik';
import { plainText, wordsIn } from '../../documents/search-words.ts';
import { containing } from '../statements/conditions.ts';

/*
 * The projection writes `search_text` in three paragraphs, in lower case and without accents: the names in plain words (in the singular,
 * without punctuation), one a line; each of these words once, with abbreviations; the names as written and as compounds.
 */
const paragraph = (number: 1 | 2): FragmentSqlToken =>
  sql.fragment`split_part(search_text, repeat(chr(10), 2), ${number}::int4)`;

const maxWords = 8;
const searchedWords = (search: string): readonly string[] => wordsIn(search).slice(0, maxWords);

/** The searched text literally, its words written as one, or all of its words in any order, with typing errors in longer words. */
export function matchesSearch(search: string): FragmentSqlToken {
  const words = searchedWords(search);
  const compound = words.length === 0 ? sql.fragment`false` : containsWord(words.join(''));
  return sql.fragment`(${containsText(search)} OR ${compound} OR ${every(words, containsNearly)})`;
}

const containsText = (search: string) => sql.fragment`search_text LIKE ${containing(plainText(search))}`;
const containsWord = (word: string) => sql.fragment`search_text LIKE ${containing(word)}`;

/** Similarity is by groups of three letters; shorter words have too few of them. */
const containsNearly = (word: string): FragmentSqlToken =>
  word.length < 4
    ? containsWord(word)
    : sql.fragment`(${containsWord(word)} OR word_similarity(${word}, ${paragraph(2)}) >= 0.5)`;

const every = (words: readonly string[], test: (word: string) => FragmentSqlToken): FragmentSqlToken =>
  words.length === 0 ? sql.fragment`false` : sql.fragment`(${sql.join(words.map(test), sql.fragment` AND `)})`;

/** A row beside an exercise: how the searched text compares with its names. */
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
 * The sort key of a search, ascending. Groups, best first: a name is the text; a name begins or ends with it; all words begin words;
 * the main name contains the text; the exercise contains the text or all words; the rest is similar. Within a group the closest name
 * comes first, and exercises with more names come earlier because they are better known.
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
