import type { SetType } from '../../events/values.ts';
import { parseIndex, parseName, parseNotes, parseWord } from './cells.ts';
import { parseDuration } from './duration.ts';
import { type Layout, namesOf } from './header.ts';
import { parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import { type ExportRow, type FileStyle, type ParseRow, type Row, startOf, type WorkoutPart } from './rows.ts';
import { secondsOfUnit } from './units.ts';
import { wordMap } from './words.ts';

/** The columns of Strong's files since 2016, with and without units, in the languages of the app. */
export const strongLayout: Layout = {
  app: 'Strong',
  names: namesOf({
    start: ['date', 'datum', 'fecha', 'data', 'дата', '日付', '日期', '날짜', 'tarih', 'dato'],
    order: [
      ...['set order', 'reihenfolge festlegen', 'satzreihenfolge', 'satz', 'ordre de la série', 'ordre des séries'],
      ...['orden de la serie', 'orden de serie', 'orden de las series', 'ordem da série', 'ordem das séries'],
      ...[
        'ordine serie',
        'ordine della serie',
        'ordine delle serie',
        'setvolgorde',
        'set volgorde',
        'порядок подходов',
      ],
      ...[
        'порядок подхода',
        'порядок сетов',
        'セット順',
        'セットの順序',
        '组序',
        '组数顺序',
        '세트 순서',
        'kolejność serii',
      ],
    ],
    exercise: [
      ...[
        'exercise name',
        'name der übung',
        'übungsname',
        "nom de l'exercice",
        "nom d'exercice",
        'nombre del ejercicio',
      ],
      ...['nombre de ejercicio', 'nome do exercício', "nome dell'esercizio", 'nome esercizio', 'naam van oefening'],
      ...['oefeningsnaam', 'naam oefening', 'название упражнения', 'имя упражнения', 'エクササイズ名', '种目名称'],
      ...['训练动作名称', '运动名称', '운동 이름', 'nazwa ćwiczenia', 'egzersiz adı', 'övningsnamn', 'øvelsesnavn'],
    ],
    weight: [
      'weight',
      'gewicht',
      'poids',
      'peso',
      'вес',
      '重量',
      '重さ',
      '무게',
      '중량',
      'ciężar',
      'ağırlık',
      'vikt',
      'vægt',
      'vekt',
    ],
    reps: [
      ...['reps', 'wiederh.', 'wiederh', 'wdh.', 'wdh', 'wiederholungen', 'réps', 'réps.', 'rép.', 'répétitions'],
      ...['repeticiones', 'repetições', 'repetizioni', 'ripetizioni', 'ripet.', 'rip.', 'herhalingen', 'повторы'],
      ...['повторения', 'повт.', '回数', 'レップ', 'レップ数', '次数', '횟수', '반복', 'powtórzenia', 'tekrar'],
    ],
    workout: [
      ...['workout name', 'workout-name', 'trainingsname', "nom de l'entraînement", "nom d'entraînement"],
      ...['nombre del entrenamiento', 'nombre de entrenamiento', 'nome do treino', "nome dell'allenamento"],
      ...['nome allenamento', 'naam van training', 'trainingsnaam', 'naam training', 'workoutnaam'],
      ...['название тренировки', 'имя тренировки', 'ワークアウト名', '训练名称', '锻炼名称', '운동명', '워크아웃 이름'],
      ...['nazwa treningu', 'antrenman adı'],
    ],
    number: [
      'workout #',
      'workout nr.',
      'workout no.',
      'entraînement #',
      'entrenamiento #',
      'treino #',
      'allenamento #',
    ],
    duration: [
      ...[
        'duration',
        'workout duration',
        'dauer',
        'workout-dauer',
        'trainingsdauer',
        'durée',
        "durée de l'entraînement",
      ],
      ...["durée d'entraînement", 'duración', 'duración del entrenamiento', 'duração', 'duração do treino', 'durata'],
      ...["durata dell'allenamento", 'durata allenamento', 'duur', 'trainingsduur', 'длительность'],
      ...['продолжительность', 'продолжительность тренировки', '所要時間', '時間', '时长', '持续时间', '시간', '기간'],
      ...['czas trwania', 'süre'],
    ],
    rpe: ['rpe'],
    weightUnit: [
      'weight unit',
      'gewichtseinheit',
      'unité de poids',
      'unidad de peso',
      'unidade de peso',
      'unità di peso',
    ],
    distance: [
      'distance',
      'entfernung',
      'distanz',
      'distancia',
      'distância',
      'distanza',
      'afstand',
      'расстояние',
      'дистанция',
      '距離',
      '距离',
      '거리',
      'dystans',
      'mesafe',
    ],
    distanceUnit: [
      'distance unit',
      'entfernungseinheit',
      'unité de distance',
      'unidad de distancia',
      'unidade de distância',
      'unità di distanza',
    ],
    seconds: [
      'seconds',
      'sekunden',
      'secondes',
      'segundos',
      'secondi',
      'seconden',
      'секунды',
      '秒',
      '秒数',
      '초',
      'sekundy',
      'saniye',
      'sekunder',
    ],
    notes: [
      'notes',
      'notizen',
      'notas',
      'note',
      'notities',
      'заметки',
      'примечания',
      'メモ',
      '笔记',
      '备注',
      '메모',
      'notatki',
      'notlar',
      'anteckningar',
      'noter',
      'notater',
    ],
    workoutNotes: [
      ...['workout notes', 'workout-notizen', 'trainingsnotizen', "notes d'entraînement", "notes de l'entraînement"],
      ...[
        'notas del entrenamiento',
        'notas de entrenamiento',
        'notas do treino',
        "note dell'allenamento",
        'note allenamento',
      ],
      ...['trainingsnotities', 'notities bij training', 'заметки о тренировке', 'примечания к тренировке'],
      ...['ワークアウトメモ', '训练笔记', '锻炼笔记', '운동 메모', 'notatki treningu'],
    ],
  }),
  required: ['start', 'exercise', 'order', 'weight', 'reps'],
  unitPattern: /^([^(]+)\((.+)\)$/,
  hasUnitsAsNames: true,
};

/** The letters that Strong writes instead of a set's number, by type of set. A normal set has a number. */
const setTypeOf = wordMap<SetType>({ normal: [], warm_up: ['w'], drop: ['d'], failure: ['f'] });

/**
 * Creates a parser of the rows in Strong's files. The notes in these rows belong to sets, but a row with a word instead
 * of a set's number may contain a note on its exercise, or the time of a rest.
 */
export function createParseStrongRow(style: FileStyle): ParseRow {
  const parseStart = style.parseTime('The date');
  return (row) => {
    const order = row.text('order').trim();
    const isNumbered = /^\d/.test(order);
    const isWord = !isNumbered && order !== '' && !setTypeOf.has(order.toLowerCase().slice(0, 2));
    if (isWord && isRest(row)) return [];
    const workout = parseWorkout(row, startOf(row, parseStart), style);
    const name = parseName(row.text('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const note = row.leaveOut(() => parseNotes(row.text('notes'), 'The note'));
    const exercise = { name, supersetGroup: null, notes: null, order: null };
    if (isWord && isNote(row)) return noteOf(workout, { ...exercise, notes: note });
    const number = isNumbered ? row.leaveOut(() => parseIndex(order, 'The set order')) : null;
    const type = isNumbered ? 'normal' : (row.leaveOut(() => parseWord(order, setTypeOf, 'The set order')) ?? 'normal');
    return [{ workout, exercise: { ...exercise, order: number }, set: parsePerformance(row, { type, note, style }) }];
  };
}

/** The measures of a set, except for the time, which a rest has too. */
const counted = ['weight', 'reps', 'rpe', 'distance'] as const;
const isNothing = (text: string): boolean => /^\s*[+-]?0*(?:[.,]0*)?\s*$/.test(text.slice(0, 40)) && text.length <= 40;

/**
 * Whether a row with a word as its order is the time of a rest. The word depends on the language of the phone, so the
 * row is recognised by what it has: seconds and nothing else.
 */
const isRest = (row: Row): boolean =>
  [...counted, 'notes' as const].every((column) => isNothing(row.text(column))) && !isNothing(row.text('seconds'));

/** Whether a row with a word as its order is a note on the exercise: it has no measures. */
const isNote = (row: Row): boolean => [...counted, 'seconds' as const].every((column) => isNothing(row.text(column)));

const noteOf = (workout: WorkoutPart, exercise: ExportRow['exercise']): readonly ExportRow[] =>
  exercise.notes === null ? [] : [{ workout, exercise, set: null }];

function parseWorkout(row: Row, start: WorkoutPart['start'] | null, { numbers, vocabulary }: FileStyle): WorkoutPart {
  if (start === null) throw new RowError('The date is missing.');
  return {
    start,
    end: null,
    durationSeconds: row.leaveOut(() => durationOf(row, { numbers, vocabulary }), 'workout'),
    name: row.leaveOut(() => parseName(row.text('workout'), 'The workout name'), 'workout'),
    notes: row.leaveOut(() => parseNotes(row.text('workoutNotes'), 'The workout note'), 'workout'),
  };
}

/** The duration of a workout in seconds; null if the row has none. */
export function durationOf(row: Row, style: Pick<FileStyle, 'numbers' | 'vocabulary'>): number | null {
  const [first] = row.filled('duration');
  if (first === undefined) return null;
  return parseDuration(row.text('duration'), { ...style, unit: secondsOfUnit.get(first.unit ?? '') ?? 1 });
}
