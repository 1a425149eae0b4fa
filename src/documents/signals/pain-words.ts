/** Beginnings of words, in the languages that most athletes write in. Sore muscles are usual after training, so they are none. */
const stems = [
  // English
  'pain(?!less|[- ]?free)',
  ...['hurt', 'injur', 'aching', 'achy', 'tendin', 'tendon', 'twinge', 'swollen', 'swelling', 'inflam', 'sprain'],
  ...['strained', 'tweaked', 'numb(?!er)', 'pulled (?:a|my) (?:muscle|hamstring|groin|calf|back|quad)'],
  // German, Dutch
  ...['schmerz(?!frei|los)', 'verletz', 'gezerrt', 'zerrung', 'entzünd', 'pijn', 'blessure'],
  // Spanish, Portuguese, Italian
  ...['dolor', 'duele', 'lesi[oó]n', 'les[aã]o', 'les[oõ]es', 'dores', 'infortun'],
  // French
  ...['douleur', 'bless[ée]', 'mal (?:aux?|à)(?!\\p{L})'],
];
/** Words that mean something else with another ending. */
const whole = ['ache', 'aches', 'weh', 'dor', 'torn'];
const negations = 'no|not|without|zero|never|kein|keine|keinen|ohne|geen|sin|sem|senza|sans|pas de';

const word = new RegExp(
  `(?<![\\p{L}])(?<!\\b(?:${negations}) )(?:(?:${stems.join('|')})\\p{L}*|(?:${whole.join('|')})(?!\\p{L}))`,
  'giu',
);

/** How much of a note is kept. */
const noteLength = 300;

/**
 * The words for pain or injury in a note, each once and in lower case. A word directly after a negation does not count. This
 * finds notes that a coach should read; it says nothing about what the athlete has.
 */
export const painWordsIn = (text: string): readonly string[] => [
  ...new Set(text.match(word)?.map((found) => found.trim().toLowerCase())),
];

/** A note with such words, cut to a length that a list can show; null for any other one. */
export function painNoteOf(text: string | null, revision: number) {
  const words = text === null ? [] : painWordsIn(text);
  return text === null || words.length === 0
    ? null
    : { revision, text: [...text].slice(0, noteLength).join(''), words };
}
