/** Short forms that people write for words of exercise names. */
const short: Readonly<Record<string, string>> = {
  ...{ db: 'dumbbell', bb: 'barbell', kb: 'kettlebell', bw: 'bodyweight', mb: 'medicine ball', sm: 'smith machine' },
  ...{ oh: 'overhead', alt: 'alternating', ext: 'extension', one: 'single', 1: 'single', sa: 'single arm' },
  ...{ sl: 'single leg', cg: 'close grip', wg: 'wide grip', rg: 'reverse grip', ng: 'neutral grip' },
  ...{ bp: 'bench press', cgbp: 'close grip bench press', dl: 'deadlift', rdl: 'romanian deadlift' },
  ...{ sldl: 'stiff leg deadlift', sgdl: 'snatch grip deadlift', ohp: 'overhead press', ohs: 'overhead squat' },
  ...{ bss: 'bulgarian split squat', bor: 'bent over row', btn: 'behind the neck', hspu: 'handstand push up' },
  ...{ hlr: 'hanging leg raise', ghr: 'glute ham raise', kbs: 'kettlebell swing', ttb: 'toe to bar' },
  ...{ t2b: 'toe to bar', c2b: 'chest to bar', pd: 'pulldown', ham: 'hamstring' },
  ...{ multipresse: 'smith machine', multipower: 'smith machine', sz: 'ez bar' },
};

export const shortForms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(short).map(([form, words]) => [form, words.split(' ')]),
);

/** What other languages call the equipment in names of exercises, in the singular and without accents. */
const foreign: Readonly<Record<string, string>> = {
  dumbbell: 'kurzhantel kurzhanteln hantel hanteln mancuerna haltere halter manubri manubrio',
  barbell: 'langhantel barra barre bilanciere',
  kettlebell: 'kugelhantel',
  cable: 'kabel kabelzug polea cable cabo cavo cavi polia poulie',
  machine: 'maschine maquina macchina macchinario',
  band: 'gummiband banda elastico elastique fitnessband widerstandsband',
  plate: 'hantelscheibe disco disque anilha',
  bodyweight: 'korpergewicht',
  weighted: 'lastre lastrado gewicht',
  assisted: 'assistido assistida assiste assistee asistido asistida assistito assistita unterstutzt',
};

export const wordsOfOtherLanguages: ReadonlyMap<string, string> = new Map(
  Object.entries(foreign).flatMap(([word, others]) => others.split(' ').map((other) => [other, word] as const)),
);

/** Words that only join others. A name may have them or not. */
export const fillers: ReadonlySet<string> = new Set(
  (
    'an and at for in of on the to with ' +
    'am an auf beim der die das dem den im mit und zum ' +
    'al con de del el en la las los para por ' +
    'au aux avec de des du en et la le les sur ' +
    'al alla alle con da dei del della il in la le su ' +
    'ao aos as com da de do em na no os'
  ).split(' '),
);
